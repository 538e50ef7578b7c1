import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { isBuilt } from "./build.mjs";
import { ensurePackages, fail, root } from "./packages.mjs";

// `node bin/run.mjs doctor`, `node bin/run.mjs bench ingest --connections 64`: bundled when the build is up to date.
process.chdir(root);
process.env.NEXT_TELEMETRY_DISABLED = "1";
ensurePackages();
const [name = "", ...rest] = process.argv.slice(2);
const isGroup = existsSync(path.join(root, "bin", name)) && !existsSync(path.join(root, `bin/${name}.ts`));
const program = isGroup ? `${name}/${rest.shift() ?? ""}` : name;
if (!name || !/^[a-z/-]+$/.test(program) || !existsSync(path.join(root, `bin/${program}.ts`))) {
  const place = path.join(root, "bin", isGroup ? name : "");
  const known = readdirSync(place)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3));
  fail(`There is no "${program}": use one of ${known.join(", ")}.`);
}
process.argv = [process.execPath, program, ...rest];
if (isBuilt()) {
  process.setSourceMapsEnabled(true);
  await import(path.join(root, `dist/${program}.js`));
} else {
  const { register } = await import("tsx/esm/api");
  register();
  await import(path.join(root, `bin/${program}.ts`));
}
