import { and, eq } from "drizzle-orm";
import { domainEvents } from "@/db/schema/events";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { newId, parseId } from "@/lib/core/ids";
import type { EventType } from "@/lib/events/catalogue";
import { exampleData } from "@/lib/events/examples";
import { addEndpoint } from "@/lib/webhooks/commands";
import { testNow } from "./factories";
import { madeFacts } from "./raised-facts";

/** An address that no name server needs to be asked for, and that nothing in a test connects to. */
export const receiverUrl = "https://93.184.216.34/hooks";

/** An endpoint as the console makes it, with what its command answered. */
export async function makeEndpoint(ctx: Ctx, input: Partial<Parameters<typeof addEndpoint>[1]> = {}) {
  const { endpointId, secret } = await addEndpoint(ctx, { url: receiverUrl, ...input });
  return { endpoint: endpointId, id: parseId("endpoint", endpointId), secret };
}

export async function endpointRow(ctx: Ctx, id: string) {
  const [row] = await read(ctx, (tx) =>
    tx
      .select()
      .from(webhookEndpoints)
      .where(and(eq(webhookEndpoints.projectId, ctx.projectId), eq(webhookEndpoints.id, id))),
  );
  if (!row) throw new Error("the endpoint is not there");
  return row;
}

type Values = Partial<typeof webhookDeliveries.$inferInsert> & {
  endpointId: string;
  profileId: string;
  type?: EventType;
};

/** An event about a profile and its delivery to an endpoint. */
export async function makeDelivery(
  ctx: Ctx,
  { endpointId, profileId, type = "profile.updated", ...values }: Values,
) {
  const createdAt = values.createdAt ?? testNow;
  const event: typeof domainEvents.$inferInsert = {
    ...{ projectId: ctx.projectId, id: newId(createdAt), profileId, type },
    ...{ environment: "production", sequence: nextSequence(), occurredAt: createdAt, receivedAt: createdAt },
    ...{ actorKind: "system", actorId: "test", payload: { ...exampleData[type] } },
  };
  const state = values.state ?? "failed";
  const row: typeof webhookDeliveries.$inferInsert = {
    ...{ projectId: ctx.projectId, id: newId(createdAt), endpointId, eventId: event.id, profileId },
    ...{ type: event.type, environment: event.environment, sequence: event.sequence, attempts: 1 },
    ...{ occurredAt: createdAt, createdAt, state, trigger: "schedule" as const },
    ...(state === "waiting" && { nextAttemptAt: new Date(createdAt.getTime() + 3_600_000) }),
    ...(state === "delivered" && { deliveredAt: createdAt }),
    ...values,
  };
  madeFacts.add(event.id);
  await inSystem(async (tx) => {
    await tx.insert(domainEvents).values(event);
    await tx.insert(webhookDeliveries).values(row);
  });
  return row;
}

let sequence = 0;
function nextSequence(): number {
  sequence += 1;
  return sequence;
}

export async function deliveryRow(ctx: Ctx, id: string) {
  const [row] = await read(ctx, (tx) =>
    tx
      .select()
      .from(webhookDeliveries)
      .where(and(eq(webhookDeliveries.projectId, ctx.projectId), eq(webhookDeliveries.id, id))),
  );
  if (!row) throw new Error("the delivery is not there");
  return row;
}
