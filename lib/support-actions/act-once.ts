import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { supportActions } from "../../db/schema/subscriptions";
import { actorId, canonicalJson } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { newId } from "../core/ids";

type Row = typeof supportActions.$inferInsert;
type Details = Record<string, unknown>;

type Act = Pick<Row, "kind" | "subscriptionId" | "orderId" | "reason" | "comment"> & {
  /** Made when the dialog opened; without one the action is an action of its own. */
  key?: string;
  profileId: string | null;
  /** All that was asked: a key is of one wish. */
  asked: unknown;
};

/**
 * Does something for a customer once per key, and keeps it for their history. Whoever comes again with a key gets what
 * the first one got; someone who comes meanwhile waits for it. Result and row are those of the command's transaction.
 */
export async function actOnce<Result extends Details>(
  ctx: CommandCtx,
  { key, asked, ...act }: Act,
  run: (actionId: string) => Promise<Result>,
): Promise<{ result: Result; isFirst: boolean }> {
  const now = ctx.clock.now();
  const id = newId(now);
  const digest = digestOf(asked);
  // Callers put names and addresses into theirs, and the row outlives the person.
  const kept = key === undefined ? id : sumOf(key);
  const [made] = await ctx.tx
    .insert(supportActions)
    .values({
      projectId: ctx.projectId,
      id,
      key: kept,
      ...act,
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      state: "done",
      createdAt: now,
      settledAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: supportActions.id });
  if (!made) return { result: await firstResult<Result>(ctx, kept, { ...act, digest }), isFirst: false };
  const result = await run(id);
  await ctx.tx
    .update(supportActions)
    .set({ details: { ...result, digest } })
    .where(and(eq(supportActions.projectId, ctx.projectId), eq(supportActions.id, id)));
  return { result, isFirst: true };
}

async function firstResult<Result>(
  ctx: CommandCtx,
  key: string,
  { kind, profileId, digest }: Pick<Act, "kind" | "profileId"> & { digest: string },
): Promise<Result> {
  const [first] = await ctx.tx
    .select()
    .from(supportActions)
    .where(and(eq(supportActions.projectId, ctx.projectId), eq(supportActions.key, key)));
  const message = "This key was used for something else. Choose a new one for each action.";
  if (first?.kind !== kind || first.profileId !== profileId || !first.details)
    throw new AppError("conflict", message, { key: message });
  const { digest: asked, ...result } = first.details;
  if (asked !== digest) throw new AppError("idempotency_mismatch", message, { key: message });
  // One kind of action has one kind of result.
  return result as Result;
}

function digestOf(asked: unknown): string {
  const plain = JSON.stringify(asked, (_, value) => (typeof value === "bigint" ? String(value) : value));
  return sumOf(canonicalJson(JSON.parse(plain)));
}

function sumOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
