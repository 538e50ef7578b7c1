import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { InboundProvider } from "../../db/columns";
import { inboundEvents, inboundFacts } from "../../db/schema/inbound-events";
import { integrations } from "../../db/schema/integrations";
import { subscriptions } from "../../db/schema/subscriptions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { factOf } from "./fact-json";
import { foldSubscription, type Told } from "./fold";

export type DifferentValue = string | boolean | Date | null;
export type DifferentField = {
  name: "status" | "autoRenew" | "periodEnd" | "dunning";
  ours: DifferentValue;
  theirs: DifferentValue;
};

export type Difference = {
  integrationId: string;
  provider: InboundProvider;
  /** Ours, as stored, and the provider's name of it. */
  subscriptionId: string;
  providerSubscriptionId: string;
  fields: DifferentField[];
};

export type Differences = {
  found: Difference[];
  /** How many mirrors were looked at, the newest of them, and whether there are more. */
  compared: number;
  /** Of these, those of which the provider has said nothing since it is connected: they cannot differ. */
  untold: number;
  isTooMany: boolean;
};

const mostMirrors = 2_000;
const mostFacts = 20_000;
const atOnce = 250;

/** Mirrors that run and are not what their provider has said last, of every provider or of one. */
export async function listDifferences(ctx: Ctx, integration?: string): Promise<Differences> {
  return read(ctx, async (tx) => {
    const listed = await tx
      .select({ sub: subscriptions, integrationId: integrations.id, provider: integrations.provider })
      .from(subscriptions)
      .innerJoin(
        integrations,
        and(
          eq(integrations.projectId, ctx.projectId),
          eq(integrations.provider, sql`${subscriptions.provider}`),
          eq(integrations.state, "connected"),
          integration ? eq(integrations.id, integration) : undefined,
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
      .limit(mostMirrors + 1);
    const mirrors = listed.slice(0, mostMirrors);
    const found: Difference[] = [];
    let compared = 0;
    let untold = 0;
    let facts = 0;
    while (compared < mirrors.length && facts < mostFacts) {
      const some = mirrors.slice(compared, compared + atOnce);
      const rows = await tx
        .select({
          integrationId: inboundFacts.integrationId,
          subjectId: inboundFacts.subjectId,
          environment: inboundEvents.environment,
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
            inArray(inboundFacts.integrationId, [...new Set(some.map((each) => each.integrationId))]),
            eq(inboundFacts.subject, "subscription"),
            inArray(
              inboundFacts.subjectId,
              some.map(({ sub }) => sub.providerSubscriptionId ?? ""),
            ),
          ),
        );
      const told = new Map<string, typeof rows>();
      for (const row of rows) {
        const place = placeOf(row.integrationId, row.environment, row.subjectId);
        const before = told.get(place);
        if (before) before.push(row);
        else told.set(place, [row]);
      }
      for (const { sub, integrationId, provider } of some) {
        const providerSubscriptionId = sub.providerSubscriptionId ?? "";
        const said = told.get(placeOf(integrationId, sub.environment, providerSubscriptionId)) ?? [];
        if (said.length === 0) untold += 1;
        const fields = differentFields(
          sub,
          said.map(({ fact, occurredAt, position, eventName }) => ({
            ...{ fact: factOf(fact), occurredAt, position, eventName },
          })),
        );
        if (fields.length > 0)
          found.push({ integrationId, provider, subscriptionId: sub.id, providerSubscriptionId, fields });
      }
      compared += some.length;
      facts += rows.length;
    }
    return { found, compared, untold, isTooMany: compared < listed.length };
  });
}

function placeOf(integrationId: string, environment: string, subjectId: string | null): string {
  return `${integrationId} ${environment} ${subjectId}`;
}

function differentFields(sub: typeof subscriptions.$inferSelect, told: readonly Told[]): DifferentField[] {
  const said = foldSubscription(
    told.flatMap(({ fact, ...rest }) => (fact.subject === "subscription" ? [{ ...rest, fact }] : [])),
  );
  if (!said) return [];
  const fields: DifferentField[] = [];
  if (said.phase !== undefined && said.phase !== sub.phase)
    fields.push({ name: "status", ours: sub.phase, theirs: said.phase });
  if (said.autoRenew !== undefined && said.phase !== "expired" && said.autoRenew !== sub.autoRenew)
    fields.push({ name: "autoRenew", ours: sub.autoRenew, theirs: said.autoRenew });
  const theirEnd = said.periodEnd ? new Date(said.periodEnd) : null;
  if (said.periodEnd !== undefined && theirEnd?.getTime() !== sub.periodEnd?.getTime())
    fields.push({ name: "periodEnd", ours: sub.periodEnd, theirs: theirEnd });
  if (said.dunning !== undefined && !sub.pausedAt && said.dunning !== sub.dunning)
    fields.push({ name: "dunning", ours: sub.dunning, theirs: said.dunning });
  return fields;
}
