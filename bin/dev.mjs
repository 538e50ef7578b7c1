import path from "node:path";
import { ensurePackages, root } from "./packages.mjs";

// The demo's data and sign-in, with hot reload: Next rebuilds the console, tsx starts the other processes again.
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.chdir(root);
ensurePackages();
process.env.NODE_ENV = "development";
process.argv.push("--dev");
const { register } = await import("tsx/esm/api");
register();
await import(path.join(root, "bin/demo.ts"));
