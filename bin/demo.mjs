import path from "node:path";
import { ensureBuilt } from "./build.mjs";
import { ensurePackages, root } from "./packages.mjs";

process.env.NEXT_TELEMETRY_DISABLED = "1";
process.chdir(root);
ensurePackages();
await ensureBuilt();
process.env.NODE_ENV = "production";
process.setSourceMapsEnabled(true);
await import(path.join(root, "dist/demo.js"));
