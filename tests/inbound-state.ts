import { eq } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import * as schema from "@/db/schema";
import type { Ctx } from "@/lib/core/ctx";
import { read } from "@/lib/core/database";

type Table = PgTable & { projectId: PgColumn };

/** Everything that events of providers have made in a project, without our own ids and times: equal states are equal text. */
export async function inboundState(ctx: Ctx): Promise<string[]> {
  return read(ctx, async (tx) => {
    const own = (table: Table) => eq(table.projectId, ctx.projectId);
    const links = await tx.select().from(schema.providerCustomers).where(own(schema.providerCustomers));
    const profiles = await tx.select().from(schema.profiles).where(own(schema.profiles));
    const names = await tx.select().from(schema.profileIdentifiers).where(own(schema.profileIdentifiers));
    const said = await tx.select().from(schema.attributes).where(own(schema.attributes));
    const badges = await tx.select().from(schema.profileIntegrations).where(own(schema.profileIntegrations));
    const subs = await tx.select().from(schema.subscriptions).where(own(schema.subscriptions));
    const prices = await tx.select().from(schema.pricePoints).where(own(schema.pricePoints));
    const money = await tx.select().from(schema.transactions).where(own(schema.transactions));
    const orders = await tx.select().from(schema.orders).where(own(schema.orders));
    const back = await tx.select().from(schema.refunds).where(own(schema.refunds));
    const disputes = await tx.select().from(schema.disputes).where(own(schema.disputes));
    const events = await tx.select().from(schema.inboundEvents).where(own(schema.inboundEvents));

    const person = (id: string | null) =>
      id === null
        ? "nobody"
        : links
            .filter((link) => link.profileId === id)
            .map((link) => link.providerCustomerId)
            .sort()
            .join("+");
    const of = <T extends { profileId: string }>(rows: T[], id: string, text: (row: T) => string) =>
      rows
        .filter((row) => row.profileId === id)
        .map(text)
        .sort()
        .join(" ");
    const ident = (id: string | null) => prices.find((price) => price.id === id)?.ident;
    const named = (id: string | null) => subs.find((sub) => sub.id === id)?.providerSubscriptionId;
    const lines = [
      ...profiles.map(({ id, email, userId, country, environment, firstTouch, lastTouch }) => [
        ...["person", person(id), email, userId, country, environment, firstTouch?.source, lastTouch?.source],
        of(names, id, ({ kind, value }) => `${kind}=${value}`),
        of(said, id, ({ key, value, source }) => `${key}=${value}/${source}`),
        of(badges, id, ({ provider }) => provider),
      ]),
      ...subs.map((sub) => [
        ...["subscription", sub.providerSubscriptionId, person(sub.profileId), ident(sub.pricePointId)],
        ...[sub.phase, sub.autoRenew, sub.startedAt, sub.periodStart, sub.periodEnd, sub.iteration],
        ...[sub.pausedAt, sub.pauseUntil, sub.dunning, sub.dunningSince, sub.endedAt, sub.endReason],
        ...[sub.nextCheckAt, sub.createdAt, sub.isMirror, sub.environment],
      ]),
      ...money.map((each) => [
        ...["money", each.kind, each.status, each.providerTransactionId, each.amountMinor, each.currency],
        ...[each.occurredAt, person(each.profileId), named(each.subscriptionId), each.methodBrand],
        ...[each.methodLastFour, each.declineCode, each.environment],
      ]),
      ...orders.map((order) => [
        ...["order", order.state, order.settledMinor, order.refundedMinor, order.currency, order.createdAt],
        ...[person(order.profileId), named(order.subscriptionId), ident(order.pricePointId)],
        order.revokedAt !== null,
      ]),
      ...back.map(({ amountMinor, occurredAt }) => ["refund", amountMinor, occurredAt]),
      ...disputes.map((dispute) => [
        ...["dispute", dispute.providerDisputeId, dispute.state, dispute.amountMinor],
        ...[dispute.openedAt, dispute.closedAt],
      ]),
      ...events.map((event) => [
        ...["event", event.providerEventId, event.type, event.state, event.errorCode, event.words],
        person(event.profileId),
      ]),
    ];
    return lines
      .map((line) =>
        line.map((part) => (part instanceof Date ? part.toISOString() : String(part))).join(" | "),
      )
      .sort();
  });
}
