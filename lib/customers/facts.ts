import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { attributes } from "../../db/schema/attributes";
import { funnels } from "../../db/schema/funnels";
import { consents, profileIntegrations } from "../../db/schema/profiles";
import { sessions } from "../../db/schema/sessions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Customer } from "./customer";
import { holdingAttributes } from "./holding-attributes";

const most = 500;
const mostFunnels = 100;

export type Integration = {
  provider: (typeof profileIntegrations.$inferSelect)["provider"];
  firstSeenAt: Date;
};

/** The outside services that know this customer, by the day they first did. */
export async function listIntegrations(ctx: Ctx, customer: Customer): Promise<Integration[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select({ provider: profileIntegrations.provider, firstSeenAt: profileIntegrations.firstSeenAt })
      .from(profileIntegrations)
      .where(
        and(
          eq(profileIntegrations.projectId, ctx.projectId),
          inArray(profileIntegrations.profileId, customer.profileIds),
        ),
      )
      .orderBy(asc(profileIntegrations.firstSeenAt), asc(profileIntegrations.provider)),
  );
  return rows.filter((row, at) => rows.findIndex((other) => other.provider === row.provider) === at);
}

export type Attribute = {
  key: string;
  value: string;
  source: (typeof attributes.$inferSelect)["source"];
  updatedAt: Date;
};

/** The value that holds for each key, over all profiles of the customer, by key. */
export async function listAttributes(ctx: Ctx, customer: Customer): Promise<Attribute[]> {
  const { key, value, source, updatedAt } = attributes;
  const rows = await read(ctx, (tx) =>
    tx
      .select({ key, value, source, updatedAt })
      .from(attributes)
      .where(and(eq(attributes.projectId, ctx.projectId), inArray(attributes.profileId, customer.profileIds)))
      .orderBy(asc(attributes.key)),
  );
  return [...holdingAttributes(rows).values()].flatMap((row) =>
    row.value === null ? [] : [{ ...row, value: row.value }],
  );
}

export type Consent = {
  purpose: string;
  state: "granted" | "denied";
  source: string;
  policyVersion: string | null;
  occurredAt: Date;
};

/** What holds now: the last word on each purpose. */
export async function listConsents(ctx: Ctx, customer: Customer): Promise<Consent[]> {
  return read(ctx, (tx) =>
    tx
      .selectDistinctOn([consents.purpose], {
        purpose: consents.purpose,
        state: consents.state,
        source: consents.source,
        policyVersion: consents.policyVersion,
        occurredAt: consents.occurredAt,
      })
      .from(consents)
      .where(and(eq(consents.projectId, ctx.projectId), inArray(consents.profileId, customer.profileIds)))
      .orderBy(asc(consents.purpose), desc(consents.occurredAt), desc(consents.id))
      .limit(most),
  );
}

export type VisitedFunnel = {
  id: string;
  alias: string;
  title: string | null;
  firstVisitAt: Date;
  visits: number;
  completed: number;
};

/** Each funnel the customer opened, in the order of the first visit. At most 100. */
export async function listVisitedFunnels(ctx: Ctx, customer: Customer): Promise<VisitedFunnel[]> {
  return read(ctx, async (tx) => {
    const visited = tx
      .select({
        funnelId: sessions.funnelId,
        firstVisitAt: sql<string>`min(${sessions.startedAt})`
          .mapWith(sessions.startedAt)
          .as("first_visit_at"),
        visits: sql<number>`count(*)`.mapWith(Number).as("visits"),
        completed: sql<number>`count(${sessions.completedAt})`.mapWith(Number).as("completed"),
      })
      .from(sessions)
      .where(and(eq(sessions.projectId, ctx.projectId), inArray(sessions.profileId, customer.profileIds)))
      .groupBy(sessions.funnelId)
      .as("visited");
    return tx
      .select({
        id: funnels.id,
        alias: funnels.alias,
        title: funnels.title,
        firstVisitAt: visited.firstVisitAt,
        visits: visited.visits,
        completed: visited.completed,
      })
      .from(visited)
      .innerJoin(funnels, and(eq(funnels.projectId, ctx.projectId), eq(funnels.id, visited.funnelId)))
      .orderBy(asc(visited.firstVisitAt), asc(funnels.id))
      .limit(mostFunnels);
  });
}
