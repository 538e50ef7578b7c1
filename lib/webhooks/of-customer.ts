import { and, asc, eq, exists, inArray, not, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { domainEvents } from "../../db/schema/events";
import { webhookDeliveries, webhookEndpoints, webhookMessages } from "../../db/schema/webhooks";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { findId } from "../core/ids";
import { type Cursor, cursorInstant, type Page, pageOf, parseCursor } from "../core/page";
import { can } from "../core/permissions";
import type { Customer } from "../customers/customer";
import { type EventGroup, typesIn } from "../events/descriptions";
import type { EventState } from "../events/schema";

export type EventDelivery = Pick<
  typeof webhookDeliveries.$inferSelect,
  | "id"
  | "endpointId"
  | "state"
  | "trigger"
  | "attempts"
  | "lastStatus"
  | "lastError"
  | "lastDurationMs"
  | "lastAttemptAt"
  | "nextAttemptAt"
> & { url: string };

export type CustomerEvent = Omit<typeof domainEvents.$inferSelect, "projectId" | "dispatchedAt"> & {
  /** Null where the reader may not see deliveries. */
  deliveries: EventDelivery[] | null;
};

export type EventsAsked = {
  group?: EventGroup | undefined;
  /** What became of a delivery of it; "none" where there is no delivery. Of no effect for those who may not see them. */
  state?: EventState | undefined;
};

type Who = Pick<Customer, "profileIds">;

/** All that happened to the customer as endpoints are told it, newest first, whether or not there is an endpoint. */
export async function listCustomerEvents(
  ctx: Ctx,
  customer: Who,
  asked: EventsAsked,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<CustomerEvent>> {
  const from = cursor === undefined ? null : parseCursor(cursor);
  return read(ctx, async (tx) => {
    const found = await eventsQuery(tx, ctx, customer, asked, { limit: limit + 1, from });
    const page = pageOf(found, limit, from, (row) => ({ value: row.occurredAt.toISOString(), id: row.id }));
    const deliveries = await deliveriesOf(tx, ctx, page.rows);
    return {
      ...page,
      rows: page.rows.map((row) => ({ ...row, deliveries: deliveries && (deliveries.get(row.id) ?? []) })),
    };
  });
}

/** Each profile along its own index, so that a page costs the same however many events there are. */
export function eventsQuery(
  tx: Transaction,
  ctx: Ctx,
  { profileIds }: Who,
  asked: EventsAsked,
  { limit, from }: { limit: number; from: Cursor | null },
) {
  const isBackwards = from?.direction === "before";
  const way = sql.raw(isBackwards ? "asc" : "desc");
  const { occurredAt, id } = domainEvents;
  const ofMember = tx
    .select(columns)
    .from(domainEvents)
    .where(
      and(
        eq(domainEvents.projectId, ctx.projectId),
        sql`${domainEvents.profileId} = member.id`,
        asked.group ? inArray(domainEvents.type, typesIn(asked.group)) : undefined,
        asked.state && maySeeDeliveries(ctx) ? became(tx, ctx, asked.state) : undefined,
        from
          ? sql`(${occurredAt}, ${id}) ${sql.raw(isBackwards ? ">" : "<")} (${cursorInstant(from).toISOString()}::timestamptz, ${from.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(sql`${occurredAt} ${way}`, sql`${id} ${way}`)
    .limit(limit)
    .as("of_member");
  return tx
    .select(ofMember._.selectedFields)
    .from(sql`unnest(${sql.param(profileIds)}::uuid[]) as member(id)`)
    .crossJoinLateral(ofMember)
    .orderBy(sql`${ofMember.occurredAt} ${way}`, sql`${ofMember.id} ${way}`)
    .limit(limit);
}

export type OpenedEvent = CustomerEvent & {
  /** As endpoints with a full payload are sent it; null where none was to be told, or the person was erased. */
  body: string | null;
};

/** One event of the customer by its shown id, with what is sent of it; null where it is not theirs. */
export async function findCustomerEvent(
  ctx: Ctx,
  customer: Who,
  shownId: string,
): Promise<OpenedEvent | null> {
  const id = findId("event", shownId);
  if (!id) return null;
  return read(ctx, async (tx) => {
    const [row] = await tx
      .select({ ...columns, body: webhookMessages.body })
      .from(domainEvents)
      .leftJoin(
        webhookMessages,
        and(eq(webhookMessages.projectId, ctx.projectId), eq(webhookMessages.eventId, domainEvents.id)),
      )
      .where(
        and(
          eq(domainEvents.projectId, ctx.projectId),
          eq(domainEvents.id, id),
          inArray(domainEvents.profileId, customer.profileIds),
        ),
      );
    if (!row) return null;
    const deliveries = await deliveriesOf(tx, ctx, [row]);
    return { ...row, deliveries: deliveries && (deliveries.get(row.id) ?? []) };
  });
}

const columns = {
  id: domainEvents.id,
  type: domainEvents.type,
  profileId: domainEvents.profileId,
  sequence: domainEvents.sequence,
  environment: domainEvents.environment,
  occurredAt: domainEvents.occurredAt,
  receivedAt: domainEvents.receivedAt,
  actorKind: domainEvents.actorKind,
  actorId: domainEvents.actorId,
  payload: domainEvents.payload,
};

function maySeeDeliveries(ctx: Ctx): boolean {
  return can(ctx.actor, "webhooks:read");
}

function became(tx: Transaction, ctx: Ctx, state: EventState): SQL {
  const deliveries = tx
    .select({ one: sql`1` })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.projectId, ctx.projectId),
        eq(webhookDeliveries.eventId, domainEvents.id),
        state === "none" ? undefined : eq(webhookDeliveries.state, state),
      ),
    );
  return state === "none" ? not(exists(deliveries)) : exists(deliveries);
}

async function deliveriesOf(
  tx: Transaction,
  ctx: Ctx,
  events: readonly { id: string }[],
): Promise<Map<string, EventDelivery[]> | null> {
  if (!maySeeDeliveries(ctx)) return null;
  if (events.length === 0) return new Map();
  const rows = await tx
    .select({
      eventId: webhookDeliveries.eventId,
      id: webhookDeliveries.id,
      endpointId: webhookDeliveries.endpointId,
      state: webhookDeliveries.state,
      trigger: webhookDeliveries.trigger,
      attempts: webhookDeliveries.attempts,
      lastStatus: webhookDeliveries.lastStatus,
      lastError: webhookDeliveries.lastError,
      lastDurationMs: webhookDeliveries.lastDurationMs,
      lastAttemptAt: webhookDeliveries.lastAttemptAt,
      nextAttemptAt: webhookDeliveries.nextAttemptAt,
      url: webhookEndpoints.url,
    })
    .from(webhookDeliveries)
    .innerJoin(
      webhookEndpoints,
      and(
        eq(webhookEndpoints.projectId, ctx.projectId),
        eq(webhookEndpoints.id, webhookDeliveries.endpointId),
      ),
    )
    .where(
      and(
        eq(webhookDeliveries.projectId, ctx.projectId),
        inArray(
          webhookDeliveries.eventId,
          events.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(webhookDeliveries.id));
  const byEvent = new Map<string, EventDelivery[]>();
  for (const { eventId, ...delivery } of rows)
    byEvent.set(eventId, [...(byEvent.get(eventId) ?? []), delivery]);
  return byEvent;
}
