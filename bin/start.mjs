import { existsSync } from "node:fs";
import path from "node:path";
import { fail, root } from "./packages.mjs";

process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.chdir(root);
const program = path.join(root, "dist/start.js");
if (!existsSync(program) || !existsSync(path.join(root, ".next/BUILD_ID"))) {
  fail("Dossier is not built yet: run npm ci and npm run build first.");
}
process.setSourceMapsEnabled(true);
await import(program);
