import { and, desc, eq, inArray, lt } from "drizzle-orm";
import { domainEvents } from "../../db/schema/events";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { idPageOf, type Page, parseCursor } from "../core/page";
import type { EventType } from "./catalogue";

export type DomainEvent = Omit<typeof domainEvents.$inferSelect, "projectId" | "dispatchedAt">;

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

export type EventFilter = { type?: EventType; profileIds?: string[] };

/** The events received last come first: their ids are in order of their receipt. */
export async function listDomainEvents(
  ctx: Ctx,
  filter: EventFilter,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<DomainEvent>> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await read(ctx, (tx) =>
    tx
      .select(columns)
      .from(domainEvents)
      .where(
        and(
          eq(domainEvents.projectId, ctx.projectId),
          filter.type ? eq(domainEvents.type, filter.type) : undefined,
          filter.profileIds ? inArray(domainEvents.profileId, filter.profileIds) : undefined,
          after ? lt(domainEvents.id, after.id) : undefined,
        ),
      )
      .orderBy(desc(domainEvents.id))
      .limit(limit + 1),
  );
  return idPageOf(found, limit, after);
}

/** The event behind a shown id; unknown and foreign ones are `not_found`. */
export async function getDomainEvent(ctx: Ctx, shownId: string): Promise<DomainEvent> {
  const id = findId("event", shownId);
  const [event] = id
    ? await read(ctx, (tx) =>
        tx
          .select(columns)
          .from(domainEvents)
          .where(and(eq(domainEvents.projectId, ctx.projectId), eq(domainEvents.id, id))),
      )
    : [];
  if (!event) throw new AppError("not_found", "There is no such event");
  return event;
}
