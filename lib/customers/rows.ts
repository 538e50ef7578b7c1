import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { profileIntegrations, profiles } from "../../db/schema/profiles";
import { sessions } from "../../db/schema/sessions";
import type { Ctx } from "../core/ctx";
import { listActiveMerges } from "./customer";
import type { Place } from "./places";
import type { IntegrationProvider } from "./schema";
import { holderOf } from "./winners";

export type CustomerRow = {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  email: string | null;
  userId: string | null;
  device: "phone" | "tablet" | "desktop" | "other";
  browser: string | null;
  browserVersion: string | null;
  os: string | null;
  osVersion: string | null;
  country: string | null;
  source: string | null;
  campaign: string | null;
  firstFunnelId: string | null;
  lastFunnelId: string | null;
  integrations: IntegrationProvider[];
  /** Null unless the list shows it. */
  sessions: number | null;
};

type Member = Awaited<ReturnType<typeof membersOf>>[number];

/** The customers at these places, in their order, each with what all of its profiles say together. */
export async function rowsAt(
  tx: Transaction,
  ctx: Ctx,
  places: Place[],
  withSessions: boolean,
): Promise<CustomerRow[]> {
  if (places.length === 0) return [];
  const members = await membersOf(
    tx,
    ctx,
    places.map((place) => place.id),
  );
  const byCustomer = grouped(members, (member) => member.customerId);
  const isJoined = members.length > byCustomer.size;
  const active = isJoined ? await listActiveMerges(tx, ctx, members) : [];
  const ids = members.map((member) => member.id);
  const linked = grouped(await listLinks(tx, ctx, ids), (link) => link.id);
  const visits = withSessions ? await countSessions(tx, ctx, ids) : null;
  return places.flatMap(({ id }) => {
    const own = byCustomer.get(id) ?? [];
    const canonical = own.find((member) => member.id === id);
    if (!canonical) return [];
    const latest = own.reduce((one, other) => (other.lastSeenAt > one.lastSeenAt ? other : one), canonical);
    const links = own.flatMap((member) => linked.get(member.id) ?? []);
    return [
      {
        ...deviceOf(latest),
        id,
        createdAt: canonical.createdAt,
        lastSeenAt: latest.lastSeenAt,
        email: holderOf("email", own, active)?.email ?? null,
        userId: holderOf("userId", own, active)?.userId ?? null,
        source: canonical.source,
        campaign: canonical.campaign,
        firstFunnelId: canonical.firstFunnelId,
        lastFunnelId: latest.lastFunnelId,
        integrations: [...new Set(links.map((link) => link.provider))],
        sessions: visits && own.reduce((sum, member) => sum + (visits.get(member.id) ?? 0), 0),
      },
    ];
  });
}

function grouped<Row>(rows: Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function deviceOf({ device, browser, browserVersion, os, osVersion, country }: Member) {
  return { device, browser, browserVersion, os, osVersion, country };
}

async function membersOf(tx: Transaction, ctx: Ctx, customerIds: string[]) {
  return tx
    .select({
      id: profiles.id,
      customerId: profiles.customerId,
      createdAt: profiles.createdAt,
      lastSeenAt: profiles.lastSeenAt,
      email: profiles.email,
      userId: profiles.userId,
      device: profiles.device,
      browser: profiles.browser,
      browserVersion: profiles.browserVersion,
      os: profiles.os,
      osVersion: profiles.osVersion,
      country: profiles.country,
      source: sql<string | null>`${profiles.firstTouch}->>'source'`,
      campaign: sql<string | null>`${profiles.firstTouch}->>'campaign'`,
      firstFunnelId: profiles.firstFunnelId,
      lastFunnelId: profiles.lastFunnelId,
    })
    .from(profiles)
    .where(and(eq(profiles.projectId, ctx.projectId), inArray(profiles.customerId, customerIds)));
}

async function listLinks(tx: Transaction, ctx: Ctx, ids: string[]) {
  return tx
    .select({ id: profileIntegrations.profileId, provider: profileIntegrations.provider })
    .from(profileIntegrations)
    .where(and(eq(profileIntegrations.projectId, ctx.projectId), inArray(profileIntegrations.profileId, ids)))
    .orderBy(asc(profileIntegrations.firstSeenAt), asc(profileIntegrations.provider));
}

async function countSessions(tx: Transaction, ctx: Ctx, ids: string[]): Promise<Map<string, number>> {
  const rows = await tx
    .select({ id: sessions.profileId, count: sql<number>`count(*)::int` })
    .from(sessions)
    .where(and(eq(sessions.projectId, ctx.projectId), inArray(sessions.profileId, ids)))
    .groupBy(sessions.profileId);
  return new Map(rows.map((row) => [row.id, row.count]));
}
