import { execFile } from "node:child_process";
import { type Stats, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { EmbeddedError } from "./embedded-error";

const run = promisify(execFile);

export type SystemUser = { name: string; uid: number; gid: number };

const ownName = "dossier-postgres";

/** PostgreSQL refuses to run as root. Null when this process is not root and runs the server as itself. */
export async function serverUser(): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null;
  const found =
    (await lookUp(ownName)) ?? (await create()) ?? (await lookUp("postgres")) ?? (await lookUp("nobody"));
  if (found) return found;
  throw new EmbeddedError(
    `PostgreSQL does not run as root and no user for it could be made: run "useradd --system ${ownName}", or start Dossier as a plain user.`,
  );
}

export function currentUserName(): string {
  return os.userInfo().username;
}

/** Whether the user may pass through every folder down to the path. */
export function reachableBy(user: SystemUser, target: string): boolean {
  const folders: string[] = [];
  for (let at = path.resolve(target); !folders.includes(at); at = path.dirname(at)) folders.push(at);
  return folders.every((folder) => {
    const stats = statSync(folder, { throwIfNoEntry: false });
    return !stats || mayPass(stats, user);
  });
}

function mayPass(stats: Stats, user: SystemUser): boolean {
  if (stats.uid === user.uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === user.gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
}

async function lookUp(name: string): Promise<SystemUser | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null; // no such user
  }
}

async function create(): Promise<SystemUser | null> {
  const ways: [string, string[]][] = [
    [
      "useradd",
      [
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
        "--shell",
        "/bin/false",
        ownName,
      ],
    ],
    ["adduser", ["-S", "-D", "-H", "-s", "/bin/false", ownName]],
  ];
  for (const [program, args] of ways) {
    try {
      await run(program, args);
      return await lookUp(ownName);
    } catch {
      // The next way, and in the end a user that the system brought along.
    }
  }
  return null;
}
