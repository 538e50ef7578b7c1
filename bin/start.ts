import { runProgram } from "@/lib/processes/program";
import { rolesOf } from "@/lib/processes/roles";
import { startRoles } from "@/lib/processes/start";

await runProgram("dossier", async () =>
  startRoles({ environment: process.env, roles: rolesOf(process.argv.slice(2)) }),
);
