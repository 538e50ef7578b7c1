import { and, eq, sql } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { subscriptions } from "../../db/schema/subscriptions";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import { decimalString } from "../core/money";
import { applyMove } from "../subscriptions/apply";
import { firstLookupMs } from "../subscriptions/attempts";
import { beginCharge } from "../subscriptions/begin-charge";
import type { EngineCtx } from "../subscriptions/engine-ctx";
import { actOf } from "./act-of";
import { supportAction } from "./action";
import { amountToRefund } from "./amount-to-refund";
import { whyNoEnd, whyNoRefund } from "./available";
import { beginMigration, beginWaiting } from "./begin-migration";
import { decideAttempt } from "./decide";
import { effectsOf, refundEffects } from "./effects";
import { getTarget } from "./load";
import { lockOrderSituation, lockSituation } from "./lock";
import { type Planned, planAct } from "./plan-act";
import {
  decideInput,
  deferInput,
  discountInput,
  migrateInput,
  pauseInput,
  refundInput,
  subscriptionInput,
} from "./schema";
import { requireShown } from "./since";
import type { Act } from "./situation";
import { subjectOfAttempt, subjectOfOrder, subjectOfSubscription } from "./subject";

const permission = "subscriptions:write";
const ofSubscription = (ctx: CommandCtx, { subscription }: { subscription: string }) =>
  subjectOfSubscription(ctx, subscription);
const ofOrder = (ctx: CommandCtx, { order }: { order: string }) => subjectOfOrder(ctx, order);

export const cancelSubscription = supportAction({
  name: "subscription.cancel",
  kind: "cancel",
  permission,
  subject: ofSubscription,
  input: subscriptionInput,
  run: (work) => change(work, () => ({ kind: "cancel" })),
});

export const uncancelSubscription = supportAction({
  name: "subscription.uncancel",
  kind: "uncancel",
  permission,
  subject: ofSubscription,
  input: subscriptionInput,
  run: (work) => change(work, () => ({ kind: "uncancel" })),
});

export const pauseSubscription = supportAction({
  name: "subscription.pause",
  kind: "pause",
  permission,
  subject: ofSubscription,
  input: pauseInput,
  run: (work) => change(work, (situation) => actOf(situation, { kind: "pause", ...work.input })),
});

export const resumeSubscription = supportAction({
  name: "subscription.resume",
  kind: "resume",
  permission,
  subject: ofSubscription,
  input: subscriptionInput,
  run: (work) => change(work, () => ({ kind: "resume" })),
});

export const deferSubscription = supportAction({
  name: "subscription.defer",
  kind: "defer",
  permission,
  subject: ofSubscription,
  input: deferInput,
  run: (work) => change(work, (situation) => actOf(situation, { kind: "defer", ...work.input })),
});

export const discountSubscription = supportAction({
  name: "subscription.discount",
  kind: "discount",
  permission,
  subject: ofSubscription,
  input: discountInput,
  run: (work) => change(work, () => ({ kind: "discount", ...work.input })),
});

/** Asks for the coming period's price now. */
export const chargeSubscription = supportAction({
  name: "subscription.charge",
  kind: "charge_now",
  permission,
  subject: ofSubscription,
  input: subscriptionInput,
  run: (work) => change(work, () => ({ kind: "charge_now" })),
});

/** To another price point: after the present period, or at once for the difference. */
export const migrateSubscription = supportAction({
  name: "subscription.migrate",
  kind: "migrate",
  permission,
  subject: ofSubscription,
  input: migrateInput,
  async run(work) {
    const { pricePoint, strategy, strictMode: strict } = work.input;
    const target = await getTarget(work.ctx, pricePoint);
    return change(work, () => ({ kind: "migrate", target, strategy, strict }));
  },
});

type Work = {
  ctx: EngineCtx;
  input: { subscription: string; version?: number | undefined };
  actionId: string;
};
type Loaded = Awaited<ReturnType<typeof lockSituation>>;

async function change({ ctx, input, actionId }: Work, choose: (situation: Loaded) => Act) {
  const situation = await lockSituation(ctx, input.subscription);
  const { row, held } = situation;
  const { profileId, version } = row;
  await requireShown(ctx, { actionId, profileId, subscriptionId: row.id, version }, input.version);
  const planned = planAct(situation, choose(situation));
  if (!planned.ok) throw new AppError("conflict", planned.words);
  const done = {
    details: { effects: effectsOf(situation, planned) },
    audit: { subject: showId("subscription", row.id), ...changeOf(row, planned) },
  };
  if (planned.migration?.strategy === "price_prorate") {
    const { moneyMinor: amountMinor, migration } = planned;
    const orderId = await beginMigration(ctx, held, migration, { amountMinor, supportActionId: actionId });
    await raise(ctx, row);
    return { ...done, orderId, state: "pending" as const };
  }
  if (planned.migration) {
    await beginWaiting(ctx, held, planned.migration);
    await raise(ctx, row);
    return { ...done, state: "done" as const };
  }
  if (!planned.charge) {
    await applyMove(ctx, held, planned.moved);
    return { ...done, state: "done" as const };
  }
  const charging = await beginCharge(ctx, held, planned.charge, { supportActionId: actionId });
  if (!charging) return { ...done, state: "failed" as const };
  await raise(ctx, row);
  return { ...done, state: "pending" as const };
}

/** Whoever looked before sees that something has begun. */
async function raise({ tx, projectId }: EngineCtx, { id }: { id: string }): Promise<void> {
  await tx
    .update(subscriptions)
    .set({ version: sql`${subscriptions.version} + 1` })
    .where(and(eq(subscriptions.projectId, projectId), eq(subscriptions.id, id)));
}

const audited = [
  "autoRenew",
  "pausedAt",
  "pauseUntil",
  "periodEnd",
  "discountPercent",
  "discountCycles",
  "phase",
] as const;

function changeOf(row: Loaded["row"], { moved, moneyMinor, migration }: Planned) {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const field of audited) {
    if (String(row[field]) === String(moved.facts[field])) continue;
    before[field] = row[field];
    after[field] = moved.facts[field];
  }
  if (moneyMinor > 0n) after.chargedMinor = String(moneyMinor);
  if (migration) Object.assign(after, { pricePoint: migration.target.ident, strategy: migration.strategy });
  return { before, after };
}

/** All or a part of what was paid goes back once the gateway has confirmed it; until then it is pending. */
export const refundOrder = supportAction({
  name: "order.refund",
  kind: "refund",
  permission: "billing:refund",
  subject: ofOrder,
  input: refundInput,
  async run({ ctx, input, actionId }) {
    const situation = await lockOrderSituation(ctx, input.order);
    const { order } = situation;
    const { profileId, version, subscriptionId, currency, exponent } = order;
    await requireShown(
      ctx,
      { actionId, profileId, subscriptionId, orderId: order.id, version },
      input.version,
    );
    const { keepAccess } = input;
    const impossible = whyNoRefund(situation) ?? (keepAccess ? null : whyNoEnd(situation));
    if (impossible) throw new AppError("conflict", impossible);
    const minor = amountToRefund(situation, input.amount);
    await ctx.tx
      .update(orders)
      .set({ refundPendingMinor: order.refundPendingMinor + minor, version: version + 1 })
      .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, order.id)));
    const now = ctx.clock.now();
    await ctx.tx.insert(chargeAttempts).values({
      projectId: ctx.projectId,
      id: newId(now),
      orderId: order.id,
      subscriptionId,
      kind: "refund",
      provider: order.provider,
      paymentMethodId: order.paymentMethodId,
      amountMinor: minor,
      currency,
      exponent,
      state: "created",
      supportActionId: actionId,
      keepsAccess: keepAccess,
      createdAt: now,
      lookups: 0,
      nextLookupAt: new Date(now.getTime() + firstLookupMs),
    });
    return {
      state: "pending",
      details: { effects: refundEffects(situation, { minor, keepAccess }) },
      audit: {
        subject: showId("order", order.id),
        after: { refunded: decimalString(minor, exponent), currency, keepAccess },
      },
    };
  },
});

/** The engine stopped at it; a person has looked, and it goes on from where it stands. */
export const unparkSubscription = supportAction({
  name: "subscription.unpark",
  kind: "decide",
  permission,
  subject: ofSubscription,
  input: subscriptionInput,
  async run({ ctx, input, actionId }) {
    const { row } = await lockSituation(ctx, input.subscription);
    const { id, profileId, version, parkedReason } = row;
    await requireShown(ctx, { actionId, profileId, subscriptionId: id, version }, input.version);
    if (!row.parkedAt) throw new AppError("conflict", "Nothing stopped it: there is nothing to decide.");
    await ctx.tx
      .update(subscriptions)
      .set({
        parkedAt: null,
        parkedReason: null,
        leaseId: null,
        leasedUntil: null,
        attempts: 0,
        version: version + 1,
      })
      .where(and(eq(subscriptions.projectId, ctx.projectId), eq(subscriptions.id, id)));
    return {
      state: "done",
      details: { parkedReason },
      audit: { subject: showId("subscription", id), before: { parkedReason }, after: { parkedReason: null } },
    };
  },
});

/** A person has looked into the gateway's books about a charge or refund that it did not answer for. */
export const decideCharge = supportAction({
  name: "charge.decide",
  kind: "decide",
  permission: "billing:refund",
  subject: (ctx, { attempt }) => subjectOfAttempt(ctx, attempt),
  input: decideInput,
  run: ({ ctx, input }) => decideAttempt(ctx, input),
});
