import { and, asc, count, desc, eq, getTableColumns, gt, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { domainEvents } from "../../db/schema/events";
import { profiles } from "../../db/schema/profiles";
import {
  deliveryAttempts,
  type deliveryStates,
  webhookDeliveries,
  webhookEndpoints,
  webhookMessages,
} from "../../db/schema/webhooks";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { type Cursor, idPageOf, type Page, parseCursor } from "../core/page";
import { withinTime } from "../core/time-limit";

export type Delivery = Omit<typeof webhookDeliveries.$inferSelect, "projectId" | "leaseId">;
export type DeliveryAttempt = Omit<typeof deliveryAttempts.$inferSelect, "projectId">;

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
const { projectId: ___, ...attemptColumns } = getTableColumns(deliveryAttempts);

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

export type DeliveryStory = {
  delivery: Delivery;
  endpoint: Pick<
    typeof webhookEndpoints.$inferSelect,
    "id" | "url" | "state" | "payload" | "headerNames" | "description"
  >;
  customer: Receiver;
  event: Pick<typeof domainEvents.$inferSelect, "id" | "receivedAt" | "occurredAt"> | null;
  /** As every endpoint with a full payload is sent it; null once the person was erased or its time is over. */
  body: string | null;
  /** The first one first; of more than two hundred the last ones. */
  attempts: DeliveryAttempt[];
};

const mostAttempts = 200;

/** All that is known of the delivery behind a shown id; unknown and foreign ones are `not_found`. */
export async function getDelivery(ctx: Ctx, shownId: string): Promise<DeliveryStory> {
  const id = findId("delivery", shownId);
  if (id === null) throw noDelivery();
  return read(ctx, async (tx) => {
    const [row] = await tx
      .select({
        delivery: columns,
        endpoint: {
          id: webhookEndpoints.id,
          url: webhookEndpoints.url,
          state: webhookEndpoints.state,
          payload: webhookEndpoints.payload,
          headerNames: webhookEndpoints.headerNames,
          description: webhookEndpoints.description,
        },
        event: {
          id: domainEvents.id,
          receivedAt: domainEvents.receivedAt,
          occurredAt: domainEvents.occurredAt,
        },
        body: webhookMessages.body,
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
        domainEvents,
        and(eq(domainEvents.projectId, ctx.projectId), eq(domainEvents.id, webhookDeliveries.eventId)),
      )
      .leftJoin(
        webhookMessages,
        and(
          eq(webhookMessages.projectId, ctx.projectId),
          eq(webhookMessages.eventId, webhookDeliveries.eventId),
        ),
      )
      .leftJoin(
        profiles,
        and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, webhookDeliveries.profileId)),
      )
      .where(and(eq(webhookDeliveries.projectId, ctx.projectId), eq(webhookDeliveries.id, id)));
    if (!row) throw noDelivery();
    const attempts = await tx
      .select(attemptColumns)
      .from(deliveryAttempts)
      .where(and(eq(deliveryAttempts.projectId, ctx.projectId), eq(deliveryAttempts.deliveryId, id)))
      .orderBy(desc(deliveryAttempts.id))
      .limit(mostAttempts);
    const { profileId, email, userId, ...rest } = row;
    return {
      ...rest,
      customer: profileId === null ? null : { id: profileId, email, userId },
      attempts: attempts.reverse(),
    };
  });
}

/** The last tests of an endpoint, the newest first. */
export async function listTests(ctx: Ctx, endpointId: string, limit = 10): Promise<DeliveryAttempt[]> {
  return read(ctx, (tx) =>
    tx
      .select(attemptColumns)
      .from(deliveryAttempts)
      .where(
        and(
          eq(deliveryAttempts.projectId, ctx.projectId),
          eq(deliveryAttempts.endpointId, endpointId),
          eq(deliveryAttempts.trigger, "test"),
        ),
      )
      .orderBy(desc(deliveryAttempts.startedAt))
      .limit(limit),
  );
}

export function noDelivery(): AppError {
  return new AppError("not_found", "There is no such delivery");
}
