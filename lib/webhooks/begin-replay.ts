import { and, eq } from "drizzle-orm";
import { type ReplayFilter, webhookReplays } from "../../db/schema/webhooks";
import { actorId } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import { countDeliveries } from "./deliveries";
import { type EndpointRow, lockEndpoint } from "./lock-endpoint";
import { deliveriesOf, noReplay, runningReplays } from "./replays";

type Begun = { replayId: string; total: number };

/** Writes down what is to be sent again; the worker hands it over, so many in a second. */
export async function beginReplay(
  ctx: CommandCtx,
  endpointId: string,
  filter: ReplayFilter,
  perSecond: number,
): Promise<Begun & { subject: string }> {
  const { tx, projectId } = ctx;
  requireActive(await lockEndpoint(ctx, endpointId));
  const [running] = await tx
    .select({ id: webhookReplays.id })
    .from(webhookReplays)
    .where(runningReplays(ctx, endpointId))
    .limit(1);
  if (running)
    throw new AppError(
      "conflict",
      `A replay to this endpoint is not over: ${showId("replay", running.id)}. Stop it, or let it end.`,
    );
  if (new Date(filter.from) >= new Date(filter.to)) {
    const message = "The window ends before it begins";
    throw new AppError("invalid", message, { to: message });
  }
  const total = await countDeliveries(ctx, await deliveriesOf(ctx, endpointId, filter));
  if (total === null) throw tooMuch();
  const now = ctx.clock.now();
  const id = newId(now);
  await tx.insert(webhookReplays).values({
    ...{ projectId, id, endpointId, filter, perSecond, total, handed: 0 },
    ...(total > 0 ? { state: "running", nextPortionAt: now } : { state: "done", endedAt: now }),
    ...{ actorKind: ctx.actor.kind, actorId: actorId(ctx.actor), createdAt: now },
  });
  return { replayId: showId("replay", id), total, subject: showId("endpoint", endpointId) };
}

export function tooMuch(): AppError {
  return new AppError("conflict", "Counting took too long. Choose a shorter window.");
}

/** What is sent goes to endpoints that are on. */
export function requireActive({ state }: Pick<EndpointRow, "state">): void {
  if (state === "active") return;
  const words = {
    paused: "This endpoint is paused. Resume it first.",
    disabled: "This endpoint is disabled. Enable it first.",
    deleted: "This endpoint is deleted.",
  };
  throw new AppError("conflict", words[state]);
}

/** From one state to another, or false where it is there already. What has ended stays so. */
export async function changeReplay(
  ctx: CommandCtx,
  id: string,
  to: "running" | "paused" | "stopped",
): Promise<(typeof webhookReplays.$inferSelect & { isChanged: boolean }) | never> {
  const { tx, projectId } = ctx;
  const own = and(eq(webhookReplays.projectId, projectId), eq(webhookReplays.id, id));
  const [row] = await tx.select().from(webhookReplays).where(own).for("no key update");
  if (!row) throw noReplay();
  if (row.state === to) return { ...row, isChanged: false };
  if (row.endedAt) throw new AppError("conflict", "This replay is over.");
  const now = ctx.clock.now();
  await tx
    .update(webhookReplays)
    .set({
      state: to,
      nextPortionAt: to === "running" ? now : null,
      endedAt: to === "stopped" ? now : null,
    })
    .where(own);
  return { ...row, isChanged: true };
}

/** Of an endpoint that is deleted. What waits for it is skipped by a job, however much that is. */
export async function stopReplays(ctx: CommandCtx, endpointId: string): Promise<void> {
  await ctx.tx
    .update(webhookReplays)
    .set({ state: "stopped", nextPortionAt: null, endedAt: ctx.clock.now() })
    .where(runningReplays(ctx, endpointId));
}
