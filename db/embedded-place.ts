import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { EmbeddedError } from "./embedded-error";
import { stopOrphan } from "./embedded-process";
import { sharedFolder } from "./embedded-programs";
import { reachableBy, type SystemUser } from "./embedded-user";

const schema = z.object({
  dataFolder: z.string(),
  port: z.number(),
  password: z.string(),
  adminPassword: z.string(),
  prepared: z.boolean(),
});

/** Where the server of a DATA_DIR keeps its data, and how to sign in to it. */
export type Place = z.infer<typeof schema>;

const fileOf = (dataDir: string) => path.join(dataDir, "postgres.json");

export async function readPlace(dataDir: string): Promise<Place | null> {
  if (!existsSync(fileOf(dataDir))) return null;
  try {
    return schema.parse(JSON.parse(await readFile(fileOf(dataDir), "utf8")));
  } catch (cause) {
    throw new EmbeddedError(
      `The file ${fileOf(dataDir)} is damaged, and it holds the database password: restore it from a backup, or start anew with another DATA_DIR.`,
      { cause },
    );
  }
}

export async function savePlace(dataDir: string, place: Place): Promise<void> {
  const unfinished = `${fileOf(dataDir)}.new`;
  await writeFile(unfinished, `${JSON.stringify(place, null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, fileOf(dataDir));
}

export async function forgetPlace(dataDir: string): Promise<void> {
  await rm(fileOf(dataDir), { force: true });
}

/** The known place, or a new one: below DATA_DIR, or under /var/lib when the server's user cannot get there. */
export async function findPlace(dataDir: string, user: SystemUser | null): Promise<Place> {
  const known = await readPlace(dataDir);
  if (known) return known;
  const outside = user !== null && !reachableBy(user, dataDir);
  const hash = createHash("sha256").update(path.resolve(dataDir)).digest("hex").slice(0, 16);
  const dataFolder = outside ? path.join(sharedFolder, hash) : path.join(path.resolve(dataDir), "postgres");
  if (outside) {
    // Data of an earlier DATA_DIR with this name, whose passwords went with it.
    await stopOrphan(dataFolder);
    await rm(dataFolder, { recursive: true, force: true });
  }
  const place: Place = {
    dataFolder,
    port: 54_320 + (Number.parseInt(hash.slice(0, 4), 16) % 2_000),
    password: randomBytes(18).toString("hex"),
    adminPassword: randomBytes(18).toString("hex"),
    prepared: false,
  };
  await savePlace(dataDir, place);
  return place;
}

/** A folder that the server's user alone may enter. */
export async function privateFolder(folder: string, user: SystemUser | null): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  if (user) await chown(folder, user.uid, user.gid);
}

/** A folder that others may pass through, whatever the umask. */
export async function openFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made) await chmod(folder, 0o755);
}
