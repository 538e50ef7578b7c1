import { and, desc, eq, sql } from "drizzle-orm";
import type { InboundProvider } from "../../db/columns";
import { inboundEvents, inboundFacts } from "../../db/schema/inbound-events";
import { integrations } from "../../db/schema/integrations";
import { subscriptions } from "../../db/schema/subscriptions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { factOf } from "./fact-json";
import { foldSubscription, type Told } from "./fold";

export type Difference = {
  integrationId: string;
  provider: InboundProvider;
  /** Ours, as stored, and the provider's name of it. */
  subscriptionId: string;
  providerSubscriptionId: string;
  fields: string[];
};

const mostMirrors = 2_000;

/** Mirrors that are not what their provider has said last: the latest 2,000 that run are compared. */
export async function listDifferences(ctx: Ctx): Promise<Difference[]> {
  return read(ctx, async (tx) => {
    const mirrors = await tx
      .select({ sub: subscriptions, integrationId: integrations.id, integration: integrations.provider })
      .from(subscriptions)
      .innerJoin(
        integrations,
        and(
          eq(integrations.projectId, ctx.projectId),
          eq(integrations.provider, sql`${subscriptions.provider}`),
          eq(integrations.state, "connected"),
        ),
      )
      .where(
        and(
          eq(subscriptions.projectId, ctx.projectId),
          eq(subscriptions.isMirror, true),
          sql`${subscriptions.providerSubscriptionId} is not null and ${subscriptions.phase} <> 'expired'`,
        ),
      )
      .orderBy(desc(subscriptions.id))
      .limit(mostMirrors);
    const differences: Difference[] = [];
    for (const { sub, integrationId, integration: provider } of mirrors) {
      const rows = await tx
        .select({
          fact: inboundFacts.fact,
          occurredAt: inboundFacts.occurredAt,
          position: inboundFacts.position,
          eventName: inboundEvents.providerEventId,
        })
        .from(inboundFacts)
        .innerJoin(
          inboundEvents,
          and(eq(inboundEvents.projectId, ctx.projectId), eq(inboundEvents.id, inboundFacts.eventId)),
        )
        .where(
          and(
            eq(inboundFacts.projectId, ctx.projectId),
            eq(inboundFacts.integrationId, integrationId),
            eq(inboundFacts.subject, "subscription"),
            eq(inboundFacts.subjectId, sub.providerSubscriptionId ?? ""),
            eq(inboundEvents.environment, sub.environment),
          ),
        );
      const told: Told[] = rows.map(({ fact, ...row }) => ({ ...row, fact: factOf(fact) }));
      const fields = fieldsBetween(sub, told);
      if (fields.length > 0 && sub.providerSubscriptionId)
        differences.push({
          ...{ integrationId, provider, subscriptionId: sub.id, fields },
          providerSubscriptionId: sub.providerSubscriptionId,
        });
    }
    return differences;
  });
}

function fieldsBetween(sub: typeof subscriptions.$inferSelect, told: readonly Told[]): string[] {
  const said = foldSubscription(
    told.flatMap(({ fact, ...rest }) => (fact.subject === "subscription" ? [{ ...rest, fact }] : [])),
  );
  if (!said) return ["never_told"];
  const at = (text: string | undefined) => (text ? new Date(text).getTime() : undefined);
  const differs: [string, boolean][] = [
    ["status", said.phase !== undefined && said.phase !== sub.phase],
    [
      "autoRenew",
      said.autoRenew !== undefined && said.phase !== "expired" && said.autoRenew !== sub.autoRenew,
    ],
    ["periodEnd", said.periodEnd !== undefined && at(said.periodEnd) !== sub.periodEnd?.getTime()],
    ["dunning", said.dunning !== undefined && !sub.pausedAt && said.dunning !== sub.dunning],
  ];
  return differs.flatMap(([field, isDifferent]) => (isDifferent ? [field] : []));
}
