import { and, eq } from "drizzle-orm";
import { supportActions } from "../../db/schema/subscriptions";
import { actorId } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { newId } from "../core/ids";

type Row = typeof supportActions.$inferInsert;
type Details = Record<string, unknown>;

type Act = Pick<Row, "kind" | "subscriptionId" | "orderId" | "reason" | "comment"> & {
  /** Made when the dialog opened; without one the action is an action of its own. */
  key?: string;
  profileId: string;
};

/**
 * Does something for a customer once per key, and keeps it for their history. Whoever comes again with a key gets what
 * the first one got; someone who comes meanwhile waits for it. Result and row are those of the command's transaction.
 */
export async function actOnce<Result extends Details>(
  ctx: CommandCtx,
  { key, ...act }: Act,
  run: (actionId: string) => Promise<Result>,
): Promise<{ result: Result; isFirst: boolean }> {
  const now = ctx.clock.now();
  const id = newId(now);
  const [made] = await ctx.tx
    .insert(supportActions)
    .values({
      projectId: ctx.projectId,
      id,
      key: key ?? id,
      ...act,
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      state: "done",
      createdAt: now,
      settledAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: supportActions.id });
  if (!made) return { result: await firstResult<Result>(ctx, key ?? id, act), isFirst: false };
  const result = await run(id);
  await ctx.tx
    .update(supportActions)
    .set({ details: result })
    .where(and(eq(supportActions.projectId, ctx.projectId), eq(supportActions.id, id)));
  return { result, isFirst: true };
}

async function firstResult<Result>(
  ctx: CommandCtx,
  key: string,
  { kind, profileId }: Omit<Act, "key">,
): Promise<Result> {
  const [first] = await ctx.tx
    .select()
    .from(supportActions)
    .where(and(eq(supportActions.projectId, ctx.projectId), eq(supportActions.key, key)));
  if (first?.kind === kind && first.profileId === profileId && first.details)
    // One kind of action has one kind of result.
    return first.details as Result;
  const message = "This key was used for something else. Choose a new one for each action.";
  throw new AppError("conflict", message, { key: message });
}
