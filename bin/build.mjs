import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensurePackages, fail, root } from "./packages.mjs";

const sources = ["app", "bin", "components", "db", "lib", "patches", "public"];
const files = [
  "instrumentation.ts",
  "instrumentation-client.ts",
  "next.config.mjs",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];
const stampFile = path.join(root, "dist/stamp");

export function isBuilt() {
  return (
    existsSync(stampFile) &&
    existsSync(path.join(root, ".next/BUILD_ID")) &&
    readFileSync(stampFile, "utf8") === stamp()
  );
}

/** Builds the console and the programs of bin/, unless the last build was made of the same sources. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  console.log("Building …");
  const before = stamp();
  rmSync(stampFile, { force: true });
  await bundlePrograms();
  buildConsole();
  writeFileSync(stampFile, before);
}

function buildConsole() {
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const { status } = spawnSync(process.execPath, [next, "build"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (status !== 0) fail("The console could not be built: look at the message above.");
}

/** Bundles the programs only: a second instead of the whole build. */
export async function bundlePrograms() {
  const { build } = await import("esbuild");
  const programs = readdirSync(path.join(root, "bin"), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  rmSync(path.join(root, "dist"), { recursive: true, force: true });
  mkdirSync(path.join(root, "dist"), { recursive: true });
  await build({
    entryPoints: programs.map((file) => path.join(root, "bin", file)),
    outdir: path.join(root, "dist"),
    outbase: path.join(root, "bin"),
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    tsconfig: path.join(root, "tsconfig.json"),
    sourcemap: "linked",
    logLevel: "warning",
  });
}

// Contents, not times: a clone, a checkout or a copy gives every file a new time.
function stamp() {
  const hash = createHash("sha256").update(process.version);
  const found = sources.flatMap((folder) => {
    const place = path.join(root, folder);
    if (!existsSync(place)) return [];
    return readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  });
  for (const file of [...found, ...files.map((name) => path.join(root, name))].sort()) {
    if (existsSync(file))
      hash.update(path.relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensurePackages();
  if (process.argv.includes("--force")) rmSync(stampFile, { force: true });
  await ensureBuilt();
}
