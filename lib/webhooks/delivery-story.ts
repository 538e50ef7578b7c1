import { and, desc, eq, getTableColumns, isNull } from "drizzle-orm";
import { domainEvents } from "../../db/schema/events";
import { profiles } from "../../db/schema/profiles";
import {
  deliveryAttempts,
  webhookDeliveries,
  webhookEndpoints,
  webhookMessages,
} from "../../db/schema/webhooks";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { type Delivery, deliveryColumns, type Receiver } from "./deliveries";
import { thinBody } from "./envelope";

export type DeliveryAttempt = Omit<typeof deliveryAttempts.$inferSelect, "projectId">;

const { projectId: _, ...attemptColumns } = getTableColumns(deliveryAttempts);

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
  /** As those with thin ones are. */
  thin: string;
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
        delivery: deliveryColumns,
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
    const { eventId, type, sequence, environment, occurredAt, createdAt } = row.delivery;
    const receivedAt = row.event?.receivedAt ?? createdAt;
    const told = { eventId, type, sequence, environment, occurredAt, receivedAt };
    return {
      ...rest,
      thin: thinBody({ ...told, projectId: ctx.projectId, profileId: row.delivery.profileId }),
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
          isNull(deliveryAttempts.deliveryId),
        ),
      )
      .orderBy(desc(deliveryAttempts.id))
      .limit(limit),
  );
}

export async function findAttempt(ctx: Ctx, id: string): Promise<DeliveryAttempt | null> {
  const [row] = await read(ctx, (tx) =>
    tx
      .select(attemptColumns)
      .from(deliveryAttempts)
      .where(and(eq(deliveryAttempts.projectId, ctx.projectId), eq(deliveryAttempts.id, id))),
  );
  return row ?? null;
}

export function noDelivery(): AppError {
  return new AppError("not_found", "There is no such delivery");
}
