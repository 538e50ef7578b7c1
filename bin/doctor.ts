import { existsSync } from "node:fs";
import path from "node:path";
import { systemClock } from "@/lib/core/clock";
import { examine } from "@/lib/processes/doctor";
import { runOnce } from "@/lib/processes/program";
import { withLocalSecrets } from "@/lib/processes/secrets";

await runOnce("doctor", async () => {
  // Demo and development keep their secrets in DATA_DIR; a doctor must not make any.
  const hasLocalSecrets = existsSync(path.resolve(process.env.DATA_DIR || ".data", "secrets.json"));
  const findings = await examine(
    hasLocalSecrets ? await withLocalSecrets(process.env) : process.env,
    systemClock,
  );
  const signs = { ok: "ok     ", warning: "look   ", problem: "PROBLEM" };
  for (const { check, state, message } of findings) {
    process.stdout.write(`${signs[state]}  ${check.padEnd(12)} ${message}\n`);
  }
  process.exitCode = findings.some(({ state }) => state === "problem") ? 1 : 0;
});
