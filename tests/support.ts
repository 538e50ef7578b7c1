import { and, eq } from "drizzle-orm";
import { expect } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { supportActions } from "@/db/schema/subscriptions";
import type { Terms } from "@/lib/billing/facts";
import { statuses } from "@/lib/billing/statuses";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { read } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import type { EventType } from "@/lib/events/catalogue";
import { renewDue } from "@/lib/subscriptions/renew";
import { previewAction } from "@/lib/support/queries";
import { booksOf, getSubscription, makeSubscription, monthly, sandboxCtx } from "./billing";

let keys = 0;
/** As a dialog makes one when it opens. */
export const newKey = () => `key-${keys++}`;

export const later = (ctx: Ctx, at: string): Ctx => ({ ...ctx, clock: fixedClock(at) });

/** A month that began on 20 September and was paid; for whoever looks at it on the 21st, at 8. */
export async function paidMonth({
  terms = monthly,
  card = "sandbox_visa",
}: {
  terms?: Terms;
  card?: string;
} = {}) {
  const owner = await sandboxCtx();
  const { id } = await makeSubscription(owner, { terms, card });
  await renewDue(owner.projectId, fixedClock("2026-09-20T10:00:00Z"));
  await renewDue(owner.projectId, fixedClock("2026-09-20T12:00:00Z"));
  const ctx = later(owner, "2026-09-21T08:00:00Z");
  return { ctx, id, subscription: showId("subscription", id) };
}

/** The same with its order, for what is done with that. */
export async function paidOrder(terms: Terms = monthly) {
  const { ctx, id } = await paidMonth({ terms });
  const { order } = await refundBooksOf(ctx);
  return { ctx, id, order: showId("order", order.id), version: order.version };
}

/** The books of a project with one order. */
export async function refundBooksOf(ctx: Ctx) {
  const books = await booksOf(ctx);
  const [order] = books.orders;
  if (!order) throw new Error("nothing was ordered");
  return { ...books, order, refundAttempts: books.attempts.filter(({ kind }) => kind === "refund") };
}

export async function supportActionsOf(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx
      .select()
      .from(supportActions)
      .where(eq(supportActions.projectId, ctx.projectId))
      .orderBy(supportActions.id),
  );
}

/** Of a project with one customer, in their order. */
export async function eventTypesOf(ctx: Ctx): Promise<string[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select({ type: domainEvents.type })
      .from(domainEvents)
      .where(eq(domainEvents.projectId, ctx.projectId))
      .orderBy(domainEvents.sequence),
  );
  return rows.map(({ type }) => type);
}

/** What endpoints were told by the last fact of this type. */
export async function toldBy(ctx: Ctx, type: EventType): Promise<Record<string, unknown> | undefined> {
  const rows = await read(ctx, (tx) =>
    tx
      .select({ payload: domainEvents.payload })
      .from(domainEvents)
      .where(and(eq(domainEvents.projectId, ctx.projectId), eq(domainEvents.type, type)))
      .orderBy(domainEvents.sequence),
  );
  return rows.at(-1)?.payload;
}

/** What the command did after a preview must be what the preview said. */
export async function asPromised(
  { ctx, id, subscription }: Awaited<ReturnType<typeof paidMonth>>,
  asked: Parameters<typeof previewAction>[2],
  act: (input: { key: string; subscription: string; version: number }) => Promise<unknown>,
) {
  const { effects, version } = await previewAction(ctx, subscription, asked);
  const told = (await eventTypesOf(ctx)).length;
  await act({ key: newKey(), subscription, version });
  const row = await getSubscription(ctx, id);
  expect(statuses(row)).toEqual(effects.status.after);
  expect((await eventTypesOf(ctx)).slice(told).sort()).toEqual([...effects.events].sort());
  return { row, effects };
}
