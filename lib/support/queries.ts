import { and, eq, inArray } from "drizzle-orm";
import { paymentMethods, supportActions } from "../../db/schema/subscriptions";
import { type Named, nameActors } from "../audit/actor-names";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import type { Amount } from "../core/money";
import { showMoney } from "../core/money-fields";
import { type Page, pageOf } from "../core/page";
import type { Customer } from "../customers/customer";
import { terrainOf } from "../subscriptions/project-time";
import { newestFrom, type PageAsked } from "../transactions/walk";
import { actOf } from "./act-of";
import type { SupportAction } from "./action";
import { amountToRefund } from "./amount-to-refund";
import { type AvailableAction, availableActions, refundAction, refundableMinor, whyNoEnd } from "./available";
import { type Effects, effectsOf, refundEffects } from "./effects";
import { findOrderSituation, findSituation, getTarget } from "./load";
import { planAct } from "./plan-act";
import type { ActInput } from "./schema";
import type { Act, OrderSituation } from "./situation";

export type Preview = { version: number; effects: Effects };

/** What an act would change, asked of the functions that would do it. What cannot be is `conflict` with the reason. */
export async function previewAction(ctx: Ctx, shownId: string, asked: ActInput): Promise<Preview> {
  return read(ctx, async (tx) => {
    const terrain = await terrainOf(tx, ctx.projectId, ctx.clock.now());
    const place = { tx, projectId: ctx.projectId, terrain };
    const id = findId("subscription", shownId);
    const situation = id && (await findSituation(place, id, { lock: false }));
    if (!situation) throw new AppError("not_found", "There is no such subscription");
    const act: Act =
      asked.kind === "migrate"
        ? {
            kind: "migrate",
            target: await getTarget(place, asked.pricePoint),
            strategy: asked.strategy,
            strict: asked.strictMode,
          }
        : asked.kind === "pause" || asked.kind === "defer"
          ? actOf(situation, asked)
          : asked;
    const planned = planAct(situation, act);
    if (!planned.ok) throw new AppError("conflict", planned.words);
    return { version: situation.row.version, effects: effectsOf(situation, planned) };
  });
}

export type RefundPreview = Preview & {
  /** What is left to refund. */
  refundable: ReturnType<typeof showMoney>;
  /** Where it goes back to. */
  method: { brand: string | null; lastFour: string | null } | null;
};

export async function previewRefund(
  ctx: Ctx,
  shownId: string,
  { amount, keepAccess }: { amount?: Amount | undefined; keepAccess: boolean },
): Promise<RefundPreview> {
  const situation = await getOrderSituation(ctx, shownId);
  const why = refundAction(situation).why ?? (keepAccess ? null : whyNoEnd(situation));
  if (why) throw new AppError("conflict", why);
  const { order } = situation;
  const minor = amountToRefund(situation, amount);
  const { currency, exponent } = order;
  return {
    version: order.version,
    effects: refundEffects(situation, { minor, keepAccess }),
    refundable: showMoney({ minor: refundableMinor(situation), currency, exponent }),
    method: await methodOf(ctx, order.paymentMethodId),
  };
}

async function methodOf(ctx: Ctx, id: string | null): Promise<RefundPreview["method"]> {
  if (!id) return null;
  const [method] = await read(ctx, (tx) =>
    tx
      .select({ brand: paymentMethods.brand, lastFour: paymentMethods.lastFour })
      .from(paymentMethods)
      .where(and(eq(paymentMethods.projectId, ctx.projectId), eq(paymentMethods.id, id))),
  );
  return method ?? null;
}

/** What can be done with a subscription, and why the rest cannot. */
export async function getActions(ctx: Ctx, id: string): Promise<AvailableAction[]> {
  return read(ctx, async (tx) => {
    const terrain = await terrainOf(tx, ctx.projectId, ctx.clock.now());
    const situation = await findSituation({ tx, projectId: ctx.projectId, terrain }, id, { lock: false });
    return situation ? availableActions(situation) : [];
  });
}

export async function getOrderSituation(ctx: Ctx, shownId: string): Promise<OrderSituation> {
  const id = findId("order", shownId);
  const situation =
    id &&
    (await read(ctx, async (tx) => {
      const terrain = await terrainOf(tx, ctx.projectId, ctx.clock.now());
      return findOrderSituation({ tx, projectId: ctx.projectId, terrain }, id, { lock: false });
    }));
  if (!situation) throw new AppError("not_found", "There is no such order");
  return situation;
}

export type HistoryEntry = Named<SupportAction>;

/** What was done for a customer over all its profiles, newest first. */
export async function listSupportHistory(
  ctx: Ctx,
  customer: Customer,
  { cursor: asked, limit = 50 }: PageAsked = {},
): Promise<Page<HistoryEntry>> {
  const { cursor, beyond, order } = newestFrom(asked);
  const { createdAt, id } = supportActions;
  const rows = await read(ctx, (tx) =>
    tx
      .select()
      .from(supportActions)
      .where(
        and(
          eq(supportActions.projectId, ctx.projectId),
          inArray(supportActions.profileId, customer.profileIds),
          beyond(createdAt, id),
        ),
      )
      .orderBy(...order(createdAt, id))
      .limit(limit + 1),
  );
  return pageOf(await nameActors(ctx, rows), limit, cursor, (row) => ({
    value: row.createdAt.toISOString(),
    id: row.id,
  }));
}

export async function getSupportAction(ctx: Ctx, shownId: string): Promise<HistoryEntry> {
  const id = findId("supportAction", shownId);
  const [row] = id
    ? await read(ctx, (tx) =>
        tx
          .select()
          .from(supportActions)
          .where(and(eq(supportActions.projectId, ctx.projectId), eq(supportActions.id, id))),
      )
    : [];
  if (!row) throw new AppError("not_found", "There is no such support action");
  const [named] = await nameActors(ctx, [row]);
  if (!named) throw new Error("one row gives one");
  return named;
}
