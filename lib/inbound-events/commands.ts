import { and, count, eq, inArray, sql } from "drizzle-orm";
import { pricePoints } from "../../db/schema/catalogue";
import { inboundEvents, providerProducts, reprocessRuns } from "../../db/schema/inbound-events";
import { integrations } from "../../db/schema/integrations";
import { actorId } from "../core/audit";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import { lockName } from "../core/lock-name";
import { wakeParked } from "./products";
import { noInboundEvent } from "./queries";
import { inWindow } from "./reprocess";
import { mapProductInput, oneReprocessInput, retryInboundInput, startReprocessInput } from "./schema";

const permission = "integrations:write";
const anew = {
  state: "waiting",
  attempts: 0,
  deaths: 0,
  errorCode: null,
  error: null,
  leaseId: null,
} as const;

/** So many at once; the rest when it is asked for again. */
const mostRetried = 10_000;

/** Has events processed once more: one, whatever became of it, or those parked longest that failed for a reason. */
export const retryInboundEvents = command({
  name: "inbound_event.retry",
  permission,
  input: retryInboundInput,
  async run({ ctx, input, audit }): Promise<{ count: number }> {
    if ("event" in input) {
      const id = await retryOne(ctx, input.event);
      audit({ subject: showId("inboundEvent", id), after: { state: "waiting" } });
      return { count: 1 };
    }
    const { integration, errorCode } = input;
    await requireIntegration(ctx, integration);
    const asked = and(
      eq(inboundEvents.projectId, ctx.projectId),
      eq(inboundEvents.integrationId, integration),
      eq(inboundEvents.state, "parked"),
      errorCode === null ? undefined : eq(inboundEvents.errorCode, errorCode),
    );
    const next = ctx.tx
      .select({ id: inboundEvents.id })
      .from(inboundEvents)
      .where(asked)
      .orderBy(inboundEvents.receivedAt)
      .limit(mostRetried);
    const { count: retried } = await ctx.tx
      .update(inboundEvents)
      .set({ ...anew, nextAttemptAt: ctx.clock.now() })
      // As an array it is made once, and not for each row.
      .where(and(asked, sql`${inboundEvents.id} = any(array(${next}))`));
    if (retried === 0) audit("unchanged");
    else audit({ subject: showId("integration", integration), after: { retried, errorCode } });
    return { count: retried };
  },
});

async function retryOne(ctx: CommandCtx, id: string): Promise<string> {
  const own = and(eq(inboundEvents.projectId, ctx.projectId), eq(inboundEvents.id, id));
  const [event] = await ctx.tx
    .select({
      sealed: inboundEvents.keyId,
      leaseId: inboundEvents.leaseId,
      dueAt: inboundEvents.nextAttemptAt,
    })
    .from(inboundEvents)
    .where(own)
    .for("update");
  if (!event) throw noInboundEvent();
  if (!event.sealed)
    throw new AppError("conflict", "What was sent is no longer kept, so it cannot be processed again.");
  const now = ctx.clock.now();
  if (event.leaseId && event.dueAt && event.dueAt > now)
    throw new AppError("conflict", "It is being processed at this moment. Look again in a minute.");
  await ctx.tx
    .update(inboundEvents)
    .set({ ...anew, nextAttemptAt: now })
    .where(own);
  return id;
}

/** What a provider's product is sold as from now on; events that waited for it are processed. What was sold stays. */
export const mapProduct = command({
  name: "integration.map_product",
  permission,
  input: mapProductInput,
  async run({ ctx, input: { integration, product, pricePoint }, audit }) {
    const { projectId } = ctx;
    await requireIntegration(ctx, integration);
    const [known] = await ctx.tx
      .select({ id: pricePoints.id, ident: pricePoints.ident })
      .from(pricePoints)
      .where(and(eq(pricePoints.projectId, projectId), eq(pricePoints.id, pricePoint)));
    if (!known)
      throw new AppError("invalid", "There is no such price point", {
        pricePoint: "There is no such price point",
      });
    const own = and(
      eq(providerProducts.projectId, projectId),
      eq(providerProducts.integrationId, integration),
      eq(providerProducts.providerProductId, product),
    );
    const [before] = await ctx.tx.select().from(providerProducts).where(own).for("update");
    if (before?.pricePointId === pricePoint && before.origin === "chosen") return audit("unchanged");
    const chosen = { pricePointId: pricePoint, origin: "chosen" as const, updatedAt: ctx.clock.now() };
    if (before) await ctx.tx.update(providerProducts).set(chosen).where(own);
    else
      await ctx.tx
        .insert(providerProducts)
        .values({ projectId, integrationId: integration, providerProductId: product, ...chosen });
    await wakeParked(ctx, integration);
    audit({
      subject: showId("integration", integration),
      before: { product, pricePoint: before ? showId("pricePoint", before.pricePointId) : null },
      after: { product, pricePoint: showId("pricePoint", pricePoint) },
    });
  },
});

/** Counts what reading the stored events of a window anew would change. Nothing is changed before somebody applies it. */
export const startReprocess = command({
  name: "inbound_reprocess.start",
  permission,
  input: startReprocessInput,
  async run({ ctx, input: { integration, from, to }, audit }) {
    const { projectId } = ctx;
    await requireIntegration(ctx, integration);
    await lockName(ctx.tx, `reprocess ${projectId} ${integration}`);
    const [open] = await ctx.tx
      .select({ id: reprocessRuns.id })
      .from(reprocessRuns)
      .where(
        and(
          eq(reprocessRuns.projectId, projectId),
          eq(reprocessRuns.integrationId, integration),
          inArray(reprocessRuns.state, ["counting", "applying"]),
        ),
      )
      .limit(1);
    if (open)
      throw new AppError(
        "conflict",
        "Events of this integration are being read anew already. Wait for the end of that.",
      );
    const createdAt = ctx.clock.now();
    const window = { projectId, integrationId: integration, from, to };
    const [counted] = await ctx.tx.select({ total: count() }).from(inboundEvents).where(inWindow(window));
    const total = counted?.total ?? 0;
    const id = newId(createdAt);
    await ctx.tx.insert(reprocessRuns).values({
      ...{ ...window, id, state: "counting", total, handled: 0, differences: {} },
      ...{ actorKind: ctx.actor.kind, actorId: actorId(ctx.actor), createdAt },
    });
    const run = showId("reprocessRun", id);
    audit({
      subject: showId("integration", integration),
      after: { run, from: from.toISOString(), to: to.toISOString(), events: total },
    });
    return { runId: run, total };
  },
});

/** Writes what was counted: afterwards everything is as if the events had always been read so. */
export const applyReprocess = command({
  name: "inbound_reprocess.apply",
  permission,
  input: oneReprocessInput,
  async run({ ctx, input: { run: id }, audit }) {
    const own = and(eq(reprocessRuns.projectId, ctx.projectId), eq(reprocessRuns.id, id));
    const [run] = await ctx.tx.select().from(reprocessRuns).where(own).for("update");
    if (!run) throw new AppError("not_found", "There is no such run");
    if (run.state === "applying" || run.state === "done") return audit("unchanged");
    if (run.state !== "ready")
      throw new AppError("conflict", "It is not counted yet what would change. Apply it once that is known.");
    await ctx.tx.update(reprocessRuns).set({ state: "applying", handled: 0, cursor: null }).where(own);
    audit({
      subject: showId("integration", run.integrationId),
      before: { run: showId("reprocessRun", id), state: "ready" },
      after: { state: "applying" },
    });
  },
});

export async function requireIntegration(ctx: CommandCtx, id: string): Promise<void> {
  const [row] = await ctx.tx
    .select({ id: integrations.id })
    .from(integrations)
    .where(and(eq(integrations.projectId, ctx.projectId), eq(integrations.id, id)));
  if (!row) throw new AppError("not_found", "There is no such integration");
}
