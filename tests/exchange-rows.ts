import type { Transaction } from "@/db/client";
import * as schema from "@/db/schema";
import type { Ctx } from "@/lib/core/ctx";
import { newId } from "@/lib/core/ids";
import { sealRaw } from "@/lib/inbound-events/vault";
import { testNow } from "./factories";

/** One row in each table of what is sent and received, of one customer; `word` in all that is personal. */
export async function addExchangeRows(
  tx: Transaction,
  { projectId }: Ctx,
  { profileId, eventId, word = "test" }: { profileId: string; eventId: string; word?: string },
): Promise<void> {
  const by = { actorKind: "system", actorId: "test" } as const;
  const environment = "production";
  const id = () => newId(testNow);
  const [endpointId, deliveryId, replayId, integrationId, inboundId] = [id(), id(), id(), id(), id()];
  const sealed = { secrets: Buffer.from("sealed"), keyId: "test" };
  await tx.insert(schema.webhookEndpoints).values({
    ...{ projectId, id: endpointId, url: "https://receiver.example.com", environment, payload: "full" },
    ...{ headerNames: [], ...sealed, secretHint: "whsec_…test", secretSetAt: testNow },
    ...{ state: "active", stateSince: testNow, ...by, createdAt: testNow, failures: 0, version: 1 },
  });
  await tx
    .insert(schema.webhookMessages)
    .values({ projectId, eventId, profileId, body: JSON.stringify({ word }), createdAt: testNow });
  await tx.insert(schema.webhookReplays).values({
    ...{ projectId, id: replayId, endpointId, perSecond: 10, total: 1, handed: 1, state: "done", ...by },
    filter: { states: ["failed"], types: null, from: "", to: "", profileId: null },
    ...{ createdAt: testNow, endedAt: testNow },
  });
  await tx.insert(schema.webhookDeliveries).values({
    ...{ projectId, id: deliveryId, endpointId, eventId, profileId, type: "profile.updated", environment },
    ...{ sequence: 1, occurredAt: testNow, createdAt: testNow, state: "delivered", trigger: "schedule" },
    ...{ attempts: 1, deliveredAt: testNow, replayId },
  });
  await tx.insert(schema.deliveryAttempts).values({
    ...{ projectId, id: id(), deliveryId, endpointId, profileId, trigger: "schedule", number: 1 },
    ...{ url: "https://receiver.example.com", requestHeaders: {}, requestBytes: 2, isThin: false },
    ...{ status: 200, responseHeaders: { "x-word": word }, responseBody: word, responseBytes: word.length },
    ...{ startedAt: testNow, durationMs: 3 },
  });
  await tx.insert(schema.integrations).values({
    ...{ projectId, id: integrationId, provider: "revenuecat", state: "disconnected" },
    ...{ settings: {}, createdAt: testNow, disconnectedAt: testNow },
  });
  await tx.insert(schema.integrationRoutes).values({ integrationId, projectId, provider: "revenuecat" });
  await tx.insert(schema.inboundEvents).values({
    ...{ projectId, id: inboundId, integrationId, provider: "revenuecat", providerEventId: id() },
    ...{ type: "RENEWAL", environment, bytes: word.length },
    ...sealRaw({ projectId, id: inboundId }, { body: Buffer.from(word), headers: {} }),
    ...{ occurredAt: testNow, receivedAt: testNow, state: "processed", words: word, profileId, attempts: 1 },
    deaths: 0,
    processedAt: testNow,
  });
  await tx.insert(schema.inboundFacts).values({
    ...{ projectId, integrationId, subject: "customer", subjectId: word, eventId: inboundId, position: 0 },
    ...{ occurredAt: testNow, profileId, fact: { word } },
  });
  await tx.insert(schema.providerCustomers).values({
    ...{ projectId, integrationId, environment, providerCustomerId: word, profileId, linkedBy: "made" },
    createdAt: testNow,
  });
  await tx.insert(schema.inboundRefusals).values({
    ...{ projectId, integrationId, day: "2026-01-01", reason: "signature", count: 1 },
    ...{ firstAt: testNow, lastAt: testNow },
  });
  await tx.insert(schema.providerProducts).values({
    ...{ projectId, integrationId, providerProductId: "plan", pricePointId: id(), origin: "chosen" },
    updatedAt: testNow,
  });
  await tx.insert(schema.reprocessRuns).values({
    ...{
      projectId,
      id: id(),
      integrationId,
      from: testNow,
      to: testNow,
      state: "done",
      total: 1,
      handled: 1,
    },
    ...{ differences: {}, ...by, createdAt: testNow, endedAt: testNow },
  });
}
