import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StartFailure } from "./failure";

const schema = z.object({
  authSecret: z.string(),
  encryptionKeys: z.string(),
  setupToken: z.string(),
  openIdSecret: z.string(),
});

type Secrets = z.infer<typeof schema>;

export type Environment = Record<string, string | undefined>;

/** What the environment leaves out, for demo and development: secrets that this DATA_DIR keeps, readable by its owner only. */
export async function withLocalSecrets(
  environment: Environment,
): Promise<Environment & { OPENID_SECRET: string }> {
  const secrets = await localSecrets(path.resolve(environment.DATA_DIR || ".data"));
  return {
    ...environment,
    AUTH_SECRET: environment.AUTH_SECRET || secrets.authSecret,
    ENCRYPTION_KEYS: environment.ENCRYPTION_KEYS || secrets.encryptionKeys,
    SETUP_TOKEN: environment.SETUP_TOKEN || secrets.setupToken,
    OPENID_SECRET: secrets.openIdSecret,
  };
}

async function localSecrets(dataDir: string): Promise<Secrets> {
  const file = path.join(dataDir, "secrets.json");
  try {
    if (existsSync(file)) return schema.parse(JSON.parse(await readFile(file, "utf8")));
    const made: Secrets = {
      authSecret: randomBytes(32).toString("base64"),
      encryptionKeys: `local:${randomBytes(32).toString("base64")}`,
      setupToken: randomBytes(18).toString("base64url"),
      openIdSecret: randomBytes(24).toString("base64url"),
    };
    await mkdir(dataDir, { recursive: true, mode: 0o711 });
    await writeFile(`${file}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
    return made;
  } catch (cause) {
    throw new StartFailure(sentence(cause, dataDir, file), { cause });
  }
}

function sentence(cause: unknown, dataDir: string, file: string): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : "";
  if (code === "ENOSPC") return `The disk that holds ${dataDir} is full: free some space and start again.`;
  if (typeof code === "string" && code)
    return `The folder ${dataDir} cannot be written (${code}): change its owner, or set DATA_DIR to another folder.`;
  return `The file ${file} is damaged: restore it from a backup, since encrypted data needs its keys, or set DATA_DIR to a new folder.`;
}
