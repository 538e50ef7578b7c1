import * as schema from "../../db/schema";
import { log } from "../core/log";
import { type InboundEvent, openRaw } from "../inbound-events/vault";
import { deleted, ofProfile, type PersonalTable } from "./personal-table";

/** What the provider sent, as it was sent. Null where it is emptied, or its key has left the instance. */
function bodyOf(row: Record<string, unknown>): string | null {
  try {
    // A row of that very table.
    return openRaw(row as InboundEvent)?.body.toString("utf8") ?? null;
  } catch (error) {
    log.error("what a provider sent cannot be opened for an export", { event: row.id, error });
    return null;
  }
}

/** What was sent to endpoints about a customer, and what providers sent. Children before parents. */
export const exchangeTables: readonly PersonalTable[] = [
  {
    table: schema.deliveryAttempts,
    words: "Attempts to send events",
    owners: ofProfile,
    order: ["id"],
    isExported: true,
    erasure: { rows: "emptied", columns: ["responseBody", "responseHeaders", "profileId"] },
    personal: ["responseBody", "responseHeaders"],
    pseudonym: ["id", "deliveryId", "profileId"],
    fact: [
      "endpointId",
      "trigger",
      "number",
      "isThin",
      "status",
      "responseBytes",
      "error",
      "startedAt",
      "durationMs",
    ],
    internal: ["url", "address", "requestHeaders", "requestBytes"],
  },
  {
    table: schema.webhookDeliveries,
    words: "Deliveries of events",
    owners: ofProfile,
    order: ["id"],
    isExported: true,
    erasure: { rows: "kept", why: "they hold ids and times only, and their events are thinned" },
    pseudonym: ["id", "eventId", "profileId"],
    fact: [
      ...["endpointId", "type", "environment", "sequence", "occurredAt", "createdAt", "state", "trigger"],
      ...[
        "attempts",
        "deliveredAt",
        "lastStatus",
        "lastError",
        "lastDurationMs",
        "lastAttemptAt",
        "replayId",
      ],
    ],
    internal: ["nextAttemptAt", "scheduledAt", "manualTries", "leaseId"],
  },
  {
    table: schema.webhookMessages,
    words: "Bodies of events",
    owners: ofProfile,
    order: ["eventId"],
    isExported: true,
    erasure: { rows: "emptied", columns: ["body"] },
    personal: ["body"],
    pseudonym: ["eventId", "profileId"],
    fact: ["createdAt"],
  },
  {
    table: schema.inboundFacts,
    words: "What providers said",
    owners: ofProfile,
    order: ["integrationId", "subject", "subjectId", "eventId", "position"],
    isExported: true,
    erasure: deleted,
    personal: ["fact", "subjectId"],
    pseudonym: ["eventId", "profileId"],
    fact: ["subject", "occurredAt"],
    internal: ["integrationId", "position"],
  },
  {
    table: schema.inboundEvents,
    words: "Events of providers",
    owners: ofProfile,
    order: ["occurredAt", "id"],
    isExported: true,
    opened: { name: "body", textOf: bodyOf },
    erasure: { rows: "emptied", columns: ["sealed", "keyId", "words", "error", "profileId"] },
    personal: ["words", "error"],
    pseudonym: ["id", "providerEventId", "profileId"],
    fact: [
      "provider",
      "type",
      "environment",
      "occurredAt",
      "receivedAt",
      "state",
      "errorCode",
      "processedAt",
    ],
    internal: [
      ...["integrationId", "sealed", "keyId", "bytes", "parserVersion"],
      ...["attempts", "deaths", "nextAttemptAt", "leaseId"],
    ],
  },
  {
    table: schema.providerCustomers,
    words: "Who the customer is at providers",
    owners: ofProfile,
    order: ["integrationId", "environment", "providerCustomerId"],
    isExported: true,
    erasure: deleted,
    personal: ["providerCustomerId"],
    pseudonym: ["profileId"],
    fact: ["environment", "linkedBy", "createdAt"],
    internal: ["integrationId"],
  },
];
