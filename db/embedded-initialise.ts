import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { EmbeddedError, explain } from "./embedded-error";
import { openFolder, type Place, privateFolder } from "./embedded-place";
import { serverEnvironment } from "./embedded-process";
import type { Programs } from "./embedded-programs";
import { currentUserName, type SystemUser } from "./embedded-user";

type Options = { place: Place; programs: Programs; user: SystemUser | null; superuser: string };

/** Makes the data folder once; an interrupted attempt leaves nothing that looks finished. */
export async function initialise({ place, programs, user, superuser }: Options): Promise<void> {
  if (existsSync(path.join(place.dataFolder, "PG_VERSION"))) return;
  if (place.prepared) {
    throw new EmbeddedError(
      `The database that belongs at ${place.dataFolder} is gone: restore it from a backup, or run npm run demo -- --reset to start anew.`,
    );
  }
  const workFolder = `${place.dataFolder}.new`;
  await rm(workFolder, { recursive: true, force: true });
  await openFolder(path.dirname(place.dataFolder));
  await privateFolder(workFolder, user);
  const passwordFile = `${place.dataFolder}.password`;
  try {
    await writeFile(passwordFile, place.adminPassword, { mode: 0o600 });
    if (user) await chown(passwordFile, user.uid, user.gid);
    const output = await runInitdb(programs.initdb, { workFolder, passwordFile, user, superuser });
    if (output !== null)
      throw explain(output, {
        folder: place.dataFolder,
        user: user?.name ?? currentUserName(),
        log: "the message above",
      });
    await rm(place.dataFolder, { recursive: true, force: true });
    await rename(workFolder, place.dataFolder);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** What it printed if it failed, null if all went well. */
function runInitdb(
  initdb: string,
  {
    workFolder,
    passwordFile,
    user,
    superuser,
  }: { workFolder: string; passwordFile: string; user: SystemUser | null; superuser: string },
): Promise<string | null> {
  // The builtin provider sorts the same on every system and needs no locale installed.
  const args = [
    `--pgdata=${workFolder}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
  ];
  args.push("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums");
  return new Promise((resolve) => {
    const child = spawn(initdb, args, {
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
      cwd: workFolder,
      env: serverEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    const keep = (chunk: Buffer) => {
      printed += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", (error) => resolve(`${printed}\n${error}`));
    child.once("close", (code) => resolve(code === 0 ? null : printed));
  });
}
