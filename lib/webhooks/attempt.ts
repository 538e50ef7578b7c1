import type { deliveryAttempts } from "../../db/schema/webhooks";
import manifest from "../../package.json" with { type: "json" };
import type { Clock } from "../core/clock";
import { newId, showId } from "../core/ids";
import { readText } from "../core/safe-answer";
import { type SafeFetch, safeFetch } from "../core/safe-fetch";
import { type EndpointSecrets, sign, signingSecrets } from "./signature";

export type AttemptRow = typeof deliveryAttempts.$inferInsert;

/** One body on its way to one endpoint. */
export type Sending = Pick<
  AttemptRow,
  "projectId" | "endpointId" | "url" | "trigger" | "number" | "isThin"
> & {
  /** Null for a test, which belongs to no delivery. */
  deliveryId: string | null;
  profileId: string | null;
  /** Of the event, or one that was made up for a test: the same at every attempt. */
  eventId: string;
  body: string;
  secrets: EndpointSecrets;
};

const bodyCharacters = 4_096;
const userAgent = `Dossier-Webhooks/${manifest.version}`;

/** Sends it once, signed as of now, and gives what is kept of that: no signature, no secret and no value of a header of the endpoint's own. */
export async function attempt(
  { eventId, body, secrets, ...sending }: Sending,
  clock: Clock,
  { send = safeFetch, signal }: { send?: SafeFetch; signal?: AbortSignal } = {},
): Promise<AttemptRow> {
  const startedAt = clock.now();
  const timestamp = Math.floor(startedAt.getTime() / 1_000);
  const id = showId("event", eventId);
  const signature = sign({ id, timestamp, body }, signingSecrets(secrets, startedAt));
  const shown: Record<string, string> = {
    "content-type": "application/json",
    "user-agent": userAgent,
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    ...(sending.trigger === "replay" ? { "webhook-replay": "true" } : {}),
    // It may speak of a real customer, and nothing of it has happened.
    ...(sending.trigger === "test" ? { "webhook-test": "true" } : {}),
  };
  const own = secrets.sharedHeader
    ? [...secrets.headers, [secrets.sharedHeader.name, secrets.sharedHeader.value] as const]
    : secrets.headers;
  const answer = await send({
    method: "POST",
    url: sending.url,
    headers: { ...Object.fromEntries(own), ...shown, "webhook-signature": signature },
    body,
    ...(signal ? { signal } : {}),
  });
  const { "set-cookie": _, ...responseHeaders } = answer.headers ?? {};
  return {
    ...sending,
    id: newId(startedAt),
    address: answer.address,
    requestHeaders: { ...Object.fromEntries(own.map(([name]) => [name.toLowerCase(), "hidden"])), ...shown },
    requestBytes: Buffer.byteLength(body),
    status: answer.status,
    responseHeaders: answer.headers && responseHeaders,
    responseBody: answer.headers && readText(answer.body, bodyCharacters),
    responseBytes: answer.headers && answer.body.length,
    error: answer.error ?? (isDelivered(answer.status) ? null : "status"),
    startedAt,
    durationMs: answer.durationMs,
  };
}

export function isDelivered(status: number | null | undefined): boolean {
  return status !== null && status !== undefined && status >= 200 && status < 300;
}
