import { z } from "zod";
import { environments } from "../../db/columns";
import { attemptTriggers, deliveryStates, endpointStates, replayStates } from "../../db/schema/webhooks";
import { showId } from "../core/ids";
import { instant, resource } from "../core/resource";
import { actorResource, showActor } from "../events/resource";
import type { Delivery } from "./deliveries";
import type { DeliveryAttempt, DeliveryStory } from "./delivery-story";
import type { ListedEndpoint } from "./queries";
import type { Replay } from "./replays";
import { payloads } from "./schema";

const standings = ["healthy", "new", "degraded", "failing", "disabled", "paused", "deleted"] as const;

export const endpointResource = resource("WebhookEndpoint", {
  id: z.string(),
  url: z.string(),
  description: z.string().nullable(),
  types: z.array(z.string()).nullable().describe("Null: every type, those to come included."),
  environment: z.enum(environments),
  payload: z.enum(payloads),
  headerNames: z.array(z.string()).describe("Of the headers that are sent beside ours."),
  sharedSecretHeader: z.string().nullable(),
  secretHint: z.string(),
  secretSetAt: instant,
  oldSecretWorksUntil: instant.nullable(),
  state: z.enum(endpointStates),
  stateSince: instant,
  disabledReason: z.enum(["gone", "failing"]).nullable(),
  createdAt: instant,
  version: z
    .int()
    .describe("Counts the changes. Send it with a change, so that it is refused where you saw another."),
  health: z.strictObject({
    standing: z.enum(standings),
    failingSince: instant.nullable(),
    failuresInARow: z.int(),
    lastSuccessAt: instant.nullable(),
    lastFailureAt: instant.nullable(),
    delivered24h: z.int(),
    failed24h: z.int(),
    p95Ms: z.int().nullable(),
  }),
});

export function showEndpoint({
  endpoint,
  health,
  standing,
}: ListedEndpoint): z.input<typeof endpointResource> {
  const { failingSince, failures, lastSuccessAt, lastFailureAt, overlapEndsAt } = endpoint;
  const at = (time: Date | null) => time?.toISOString() ?? null;
  return {
    id: showId("endpoint", endpoint.id),
    url: endpoint.url,
    description: endpoint.description,
    types: endpoint.types,
    environment: endpoint.environment,
    payload: endpoint.payload,
    headerNames: endpoint.headerNames,
    sharedSecretHeader: endpoint.sharedSecretHeader,
    secretHint: endpoint.secretHint,
    secretSetAt: endpoint.secretSetAt.toISOString(),
    oldSecretWorksUntil: at(overlapEndsAt),
    state: endpoint.state,
    stateSince: endpoint.stateSince.toISOString(),
    disabledReason: endpoint.disabledReason,
    createdAt: endpoint.createdAt.toISOString(),
    version: endpoint.version,
    health: {
      standing: standing.code,
      failingSince: at(failingSince),
      failuresInARow: failures,
      lastSuccessAt: at(lastSuccessAt),
      lastFailureAt: at(lastFailureAt),
      delivered24h: health.delivered,
      failed24h: health.failed,
      p95Ms: health.p95Ms,
    },
  };
}

/** With the secret, at the one moment at which it is seen. */
export const madeEndpointResource = resource("NewWebhookEndpoint", {
  ...endpointResource.shape,
  secret: z.string().describe("The signing secret, `whsec_…`. It is never answered again."),
});

export const attemptResource = resource("DeliveryAttempt", {
  id: z.string(),
  trigger: z.enum(attemptTriggers),
  url: z.string(),
  address: z.string().nullable().describe("What was connected to."),
  startedAt: instant,
  durationMs: z.int(),
  status: z.int().nullable(),
  error: z.string().nullable().describe("Null: it was delivered. `status`: the answer was not 2xx."),
  request: z.strictObject({
    headers: z
      .record(z.string(), z.string())
      .describe("Without the signature and without values of your own headers."),
    bytes: z.int(),
    isThin: z.boolean(),
  }),
  response: z
    .strictObject({
      headers: z.record(z.string(), z.string()),
      body: z.string().describe("The first 4 KiB as text."),
      bytes: z.int().describe("How much was read, 64 KiB at most."),
    })
    .nullable(),
});

export function showAttempt(attempt: DeliveryAttempt): z.input<typeof attemptResource> {
  const { responseHeaders, responseBody, responseBytes } = attempt;
  return {
    id: showId("deliveryAttempt", attempt.id),
    trigger: attempt.trigger,
    url: attempt.url,
    address: attempt.address,
    startedAt: attempt.startedAt.toISOString(),
    durationMs: attempt.durationMs,
    status: attempt.status,
    error: attempt.error,
    request: {
      headers: attempt.requestHeaders,
      bytes: attempt.requestBytes,
      isThin: attempt.isThin,
    },
    response: responseHeaders && {
      headers: responseHeaders,
      body: responseBody ?? "",
      bytes: responseBytes ?? 0,
    },
  };
}

export const deliveryResource = resource("Delivery", {
  id: z.string(),
  endpointId: z.string(),
  eventId: z.string().describe("Also the `webhook-id` of each attempt."),
  profileId: z.string(),
  type: z.string(),
  environment: z.enum(environments),
  sequence: z.int(),
  occurredAt: instant,
  createdAt: instant,
  state: z.enum(deliveryStates),
  attempts: z.int().describe("Tries of the schedule."),
  nextAttemptAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  last: z
    .strictObject({
      at: instant,
      status: z.int().nullable(),
      error: z.string().nullable(),
      durationMs: z.int().nullable(),
    })
    .nullable(),
});

export function showDelivery(delivery: Delivery): z.input<typeof deliveryResource> {
  const { lastAttemptAt, lastStatus, lastError, lastDurationMs } = delivery;
  return {
    id: showId("delivery", delivery.id),
    endpointId: showId("endpoint", delivery.endpointId),
    eventId: showId("event", delivery.eventId),
    profileId: showId("profile", delivery.profileId),
    type: delivery.type,
    environment: delivery.environment,
    sequence: delivery.sequence,
    occurredAt: delivery.occurredAt.toISOString(),
    createdAt: delivery.createdAt.toISOString(),
    state: delivery.state,
    attempts: delivery.attempts,
    nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
    deliveredAt: delivery.deliveredAt?.toISOString() ?? null,
    last: lastAttemptAt && {
      at: lastAttemptAt.toISOString(),
      status: lastStatus,
      error: lastError,
      durationMs: lastDurationMs,
    },
  };
}

export const deliveryStoryResource = resource("DeliveryWithAttempts", {
  ...deliveryResource.shape,
  body: z
    .string()
    .nullable()
    .describe("As endpoints with full payloads are sent it; null once it is not kept any more."),
  attemptsMade: z.array(attemptResource).describe("The first one first; of more than 200 the last ones."),
});

export function showDeliveryStory({
  delivery,
  body,
  attempts,
}: DeliveryStory): z.input<typeof deliveryStoryResource> {
  return { ...showDelivery(delivery), body, attemptsMade: attempts.map(showAttempt) };
}

export const replayResource = resource("Replay", {
  id: z.string(),
  endpointId: z.string(),
  filter: z.strictObject({
    states: z.array(z.enum(deliveryStates)),
    types: z.array(z.string()).nullable(),
    from: instant,
    to: instant,
    customer: z.string().nullable(),
  }),
  perSecond: z.int(),
  total: z.int(),
  handed: z.int().describe("How many were handed over to be sent."),
  state: z.enum(replayStates),
  actor: actorResource,
  createdAt: instant,
  endedAt: instant.nullable(),
});

export function showReplay(replay: Replay): z.input<typeof replayResource> {
  const { states, types, from, to, profileId } = replay.filter;
  return {
    id: showId("replay", replay.id),
    endpointId: showId("endpoint", replay.endpointId),
    filter: { states, types, from, to, customer: profileId && showId("profile", profileId) },
    perSecond: replay.perSecond,
    total: replay.total,
    handed: replay.handed,
    state: replay.state,
    actor: showActor(replay),
    createdAt: replay.createdAt.toISOString(),
    endedAt: replay.endedAt?.toISOString() ?? null,
  };
}
