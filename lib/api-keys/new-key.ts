import { apiKeys } from "../../db/schema/projects";
import { actorId } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { newId } from "../core/ids";
import { newKey } from "./key-format";
import type { KeyRow } from "./key-state";
import { hashSecret } from "./secret-key";

type Wanted = Pick<KeyRow, "kind" | "name" | "scopes" | "allowedOrigins" | "expiresAt">;

/**
 * Makes a key and answers with it. A publishable one may be seen by anyone, it only lets visits in; of a secret one only
 * the hash is kept, so this is the one time that it can be seen.
 */
export async function insertKey(ctx: CommandCtx, wanted: Wanted): Promise<{ id: string; key: string }> {
  const now = ctx.clock.now();
  const id = newId(now);
  const prefix = wanted.kind === "secret" ? "sk" : "pk";
  const key = newKey(prefix);
  const hashed = wanted.kind === "secret" ? hashSecret(key) : null;
  await ctx.tx.insert(apiKeys).values({
    projectId: ctx.projectId,
    id,
    ...wanted,
    publishableKey: hashed ? null : key,
    secretHash: hashed?.hash ?? null,
    pepperId: hashed?.pepperId ?? null,
    prefix: `${prefix}_`,
    lastFour: key.slice(-4),
    createdBy: ctx.actor.kind === "user" ? actorId(ctx.actor) : null,
    createdAt: now,
  });
  return { id, key };
}
