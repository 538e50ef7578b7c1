import { and, count, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/client";
import { attributes } from "../../db/schema/attributes";
import { notes } from "../../db/schema/notes";
import { sessionEvents, sessions } from "../../db/schema/sessions";
import type { Ctx } from "../core/ctx";
import { showId } from "../core/ids";
import type { Customer } from "../customers/customer";

/** One of two customers who are looked at side by side; ids are shown ids. */
export type Side = {
  id: string;
  email: string | null;
  userId: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  country: string | null;
  browser: string | null;
  browserVersion: string | null;
  os: string | null;
  osVersion: string | null;
  device: "phone" | "tablet" | "desktop" | "other";
  source: string | null;
  counts: SideCounts;
};

export type SideCounts = {
  profiles: number;
  visits: number;
  events: number;
  attributes: number;
  notes: number;
};

export async function sideOf(tx: Transaction, ctx: Ctx, customer: Customer): Promise<Side> {
  const { latest } = customer;
  return {
    id: showId("profile", customer.id),
    email: customer.email,
    userId: customer.userId,
    createdAt: customer.createdAt,
    lastSeenAt: customer.lastSeenAt,
    country: latest.country,
    browser: latest.browser,
    browserVersion: latest.browserVersion,
    os: latest.os,
    osVersion: latest.osVersion,
    device: latest.device,
    source: customer.firstTouch?.source ?? null,
    counts: await countsOf(tx, ctx, customer.profileIds),
  };
}

/** Counts are cut at 10,000, so that one busy profile does not hold up the page. */
export async function countsOf(tx: Transaction, ctx: Ctx, profileIds: string[]): Promise<SideCounts> {
  const most = 10_000;
  const counted = async (table: PgTable, projectId: PgColumn, profileId: PgColumn, also?: SQL) => {
    const few = tx
      .select({ one: sql`1`.as("one") })
      .from(table)
      .where(and(eq(projectId, ctx.projectId), inArray(profileId, profileIds), also))
      .limit(most)
      .as("few");
    const [row] = await tx.select({ count: count() }).from(few);
    return row?.count ?? 0;
  };
  return {
    profiles: profileIds.length,
    visits: await counted(sessions, sessions.projectId, sessions.profileId),
    events: await counted(sessionEvents, sessionEvents.projectId, sessionEvents.profileId),
    attributes: await counted(attributes, attributes.projectId, attributes.profileId),
    notes: await counted(notes, notes.projectId, notes.profileId),
  };
}
