import { hkdfSync } from "node:crypto";
import type { Database } from "../../db/client";
import { apiKeys } from "../../db/schema/projects";
import { keyOf } from "../api-keys/key-format";
import { hashSecretWith } from "../api-keys/secret-key";
import type { EncryptionKey } from "../core/env-values";
import { deriveId } from "../core/ids";
import { permissions } from "../core/permissions";

/**
 * The demo's secret key, with every scope. It follows from the encryption key, since nobody could read it again: a
 * second start tells the same one.
 */
export async function ensureSecretKey(
  db: Database,
  projectId: string,
  encryptionKey: EncryptionKey,
  now: Date,
): Promise<string> {
  const secret = keyOf(
    "sk",
    Buffer.from(hkdfSync("sha256", encryptionKey.key, projectId, "dossier demo key", 32)),
  );
  const { pepperId, hash } = hashSecretWith(encryptionKey, secret);
  const scopes = Object.keys(permissions).filter((permission) => permission !== "projects:create");
  await db
    .insert(apiKeys)
    .values({
      projectId,
      id: deriveId("demo key", secret),
      kind: "secret",
      name: "Demo",
      secretHash: hash,
      pepperId,
      prefix: "sk_",
      lastFour: secret.slice(-4),
      scopes,
      allowedOrigins: [],
      createdAt: now,
    })
    .onConflictDoUpdate({ target: [apiKeys.projectId, apiKeys.id], set: { scopes } });
  return secret;
}
