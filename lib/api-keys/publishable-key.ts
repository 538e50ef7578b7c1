import { apiKeys } from "../../db/schema/projects";
import type { CommandCtx } from "../core/command";
import { newId } from "../core/ids";
import { newKey } from "./key-format";

/** Makes a key that funnels send with their events. It may be seen by anyone: it only lets visits in. */
export async function createPublishableKey(
  ctx: CommandCtx,
  key: { name: string; createdBy: string | null },
): Promise<string> {
  const now = ctx.clock.now();
  const publishableKey = newKey("pk");
  await ctx.tx.insert(apiKeys).values({
    projectId: ctx.projectId,
    id: newId(now),
    kind: "publishable",
    publishableKey,
    prefix: "pk_",
    lastFour: publishableKey.slice(-4),
    scopes: [],
    allowedOrigins: [],
    createdAt: now,
    ...key,
  });
  return publishableKey;
}
