import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  lt,
  min,
  ne,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { profiles } from "../../db/schema/profiles";
import { type deliveryStates, webhookDeliveries, webhookEndpoints } from "../../db/schema/webhooks";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { type Cursor, idPageOf, type Page, parseCursor } from "../core/page";
import { withinTime } from "../core/time-limit";

export type Delivery = Omit<typeof webhookDeliveries.$inferSelect, "projectId" | "leaseId">;

/** Null: the person was erased. */
export type Receiver = { id: string; email: string | null; userId: string | null } | null;
export type ListedDelivery = { delivery: Delivery; customer: Receiver; url: string };

/** What is wanted: every part that is set must hold. */
export type DeliveriesAsked = {
  endpointId?: string | undefined;
  states?: readonly (typeof deliveryStates)[number][] | undefined;
  types?: readonly string[] | null | undefined;
  /** When they were made; `to` is not included. */
  from?: Date | null | undefined;
  to?: Date | null | undefined;
  profileIds?: readonly string[] | null | undefined;
  eventId?: string | undefined;
};

const timeLimitMs = 5_000;
const { projectId: _, leaseId: __, ...columns } = getTableColumns(webhookDeliveries);
export const deliveryColumns = columns;

/** The deliveries made last come first: their ids are in order of their making. Null where it took too long. */
export async function listDeliveries(
  ctx: Ctx,
  asked: DeliveriesAsked,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<ListedDelivery> | null> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await withinTime(ctx, timeLimitMs, async (tx) => {
    const rows = await tx
      .select({
        delivery: columns,
        url: webhookEndpoints.url,
        profileId: profiles.id,
        email: profiles.email,
        userId: profiles.userId,
      })
      .from(webhookDeliveries)
      .innerJoin(
        webhookEndpoints,
        and(
          eq(webhookEndpoints.projectId, ctx.projectId),
          eq(webhookEndpoints.id, webhookDeliveries.endpointId),
        ),
      )
      .leftJoin(
        profiles,
        and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, webhookDeliveries.profileId)),
      )
      .where(and(matches(ctx, asked), after ? beyond(after) : undefined))
      .orderBy(after?.direction === "before" ? asc(webhookDeliveries.id) : desc(webhookDeliveries.id))
      .limit(limit + 1);
    return rows.map(({ delivery, url, profileId, email, userId }) => ({
      id: delivery.id,
      delivery,
      url,
      customer: profileId === null ? null : { id: profileId, email, userId },
    }));
  });
  return found && idPageOf(found, limit, after);
}

/** The rows of a filter. A window is a span of ids, since these begin with the time at which they were made. */
export function matches({ projectId }: Pick<Ctx, "projectId">, asked: DeliveriesAsked): SQL | undefined {
  const { endpointId, states, types, from, to, profileIds, eventId } = asked;
  const { id } = webhookDeliveries;
  // Said as it stands in the partial index, which Postgres cannot conclude from a parameter.
  const isOpen = states && states.length > 0 && !states.includes("delivered");
  return and(
    eq(webhookDeliveries.projectId, projectId),
    endpointId ? eq(webhookDeliveries.endpointId, endpointId) : undefined,
    eventId ? eq(webhookDeliveries.eventId, eventId) : undefined,
    isOpen ? sql`${webhookDeliveries.state} <> 'delivered'` : undefined,
    states && states.length > 0 ? inArray(webhookDeliveries.state, [...states]) : undefined,
    types ? inArray(webhookDeliveries.type, [...types]) : undefined,
    from ? gte(id, firstIdAt(from)) : undefined,
    to ? lt(id, firstIdAt(to)) : undefined,
    profileIds ? inArray(webhookDeliveries.profileId, [...profileIds]) : undefined,
  );
}

/** No id that was made at this time or later is before it. */
function firstIdAt(at: Date): string {
  const time = Math.max(0, at.getTime()).toString(16).padStart(12, "0").slice(-12);
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}

function beyond({ direction, id }: Cursor): SQL {
  return direction === "before" ? gt(webhookDeliveries.id, id) : lt(webhookDeliveries.id, id);
}

const mostCounted = 1_000_000;

/** How many match, up to a million; null where counting took too long. */
export async function countDeliveries(ctx: Ctx, asked: DeliveriesAsked): Promise<number | null> {
  return withinTime(ctx, timeLimitMs, async (tx) => {
    const matching = tx
      .select({ id: webhookDeliveries.id })
      .from(webhookDeliveries)
      .where(matches(ctx, asked))
      .limit(mostCounted)
      .as("matching");
    const [row] = await tx.select({ total: count() }).from(matching);
    return row?.total ?? 0;
  });
}

export type Undelivered = {
  /** Failed for good, tried and due again, or held back while the endpoint was off; counted up to ten thousand. */
  failed: number;
  retrying: number;
  skipped: number;
  isExact: boolean;
  /** When the first of them was made. */
  since: Date | null;
};

const mostUndelivered = 10_000;
const recoverableMs = 14 * 86_400_000;

/** What an endpoint has missed in the last two weeks, along the index of what is not delivered. */
export async function countUndelivered(ctx: Ctx, endpointId: string): Promise<Undelivered> {
  const { state, createdAt, lastAttemptAt, id } = webhookDeliveries;
  const from = new Date(ctx.clock.now().getTime() - recoverableMs);
  const rows = await read(ctx, (tx) => {
    const open = tx
      .select({ state, createdAt })
      .from(webhookDeliveries)
      .where(
        and(
          matches(ctx, { endpointId, states: ["failed", "skipped", "waiting"], from }),
          or(ne(state, "waiting"), isNotNull(lastAttemptAt)),
        ),
      )
      .orderBy(desc(id))
      .limit(mostUndelivered)
      .as("open");
    return tx
      .select({ state: open.state, total: count(), since: min(open.createdAt) })
      .from(open)
      .groupBy(open.state);
  });
  const of = (wanted: Delivery["state"]) => rows.find((row) => row.state === wanted)?.total ?? 0;
  const counts = { failed: of("failed"), retrying: of("waiting"), skipped: of("skipped") };
  const times = rows.flatMap(({ since }) => (since ? [since.getTime()] : []));
  return {
    ...counts,
    isExact: counts.failed + counts.retrying + counts.skipped < mostUndelivered,
    since: times.length > 0 ? new Date(Math.min(...times)) : null,
  };
}
