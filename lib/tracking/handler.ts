import type { Clock } from "@/lib/core/clock";
import type { PublishableKey } from "@/lib/core/directory/publishable-keys";
import { showId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import type { createRateLimiter } from "@/lib/core/rate-limiter";
import { isLoopback, senderOf } from "./client-address";
import type { TurnedAway } from "./funnel-plan";
import type { createQueue } from "./queue";
import { type Batch, batchLimits, readBatch } from "./schema";
import { visitOf } from "./visit";

/** What a mount hands over. `body` is null when there is more of it than the limit. */
export type IngestRequest = {
  method: string;
  contentType: string | null;
  contentEncoding: string | null;
  userAgent: string | null;
  origin: string | null;
  address: string;
  body: () => Promise<string | null>;
};

export type IngestResponse = { status: number; headers: Record<string, string>; body: string };

export type IngestHandler = (request: IngestRequest) => Promise<IngestResponse>;

export type IngestParts = {
  clock: Clock;
  activeKey: (key: string, now: Date) => Promise<PublishableKey | null>;
  queue: Pick<ReturnType<typeof createQueue>, "add">;
  ofSender: ReturnType<typeof createRateLimiter>;
  ofKey: ReturnType<typeof createRateLimiter>;
};

const cors = { "access-control-allow-origin": "*", "access-control-expose-headers": "retry-after" };
const answered = {
  ...cors,
  "content-type": "application/json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};
const preflight = {
  ...cors,
  "access-control-allow-methods": "POST, OPTIONS",
  "access-control-allow-headers": "content-type",
  "access-control-max-age": "86400",
};

/** The one way in for what pages send, behind both mounts. Never throws: an error of ours is a 503, and the page tries again. */
export function createIngestHandler(parts: IngestParts): IngestHandler {
  return async (request) => {
    try {
      if (request.method === "OPTIONS") return { status: 204, headers: preflight, body: "" };
      if (request.method !== "POST")
        return { ...refusal(405, "method_not_allowed"), headers: { ...answered, allow: "POST, OPTIONS" } };
      return await accept(parts, request);
    } catch (error) {
      log.error("a batch was not handled", { error });
      return later(503, "unavailable", 5);
    }
  };
}

async function accept(parts: IngestParts, request: IngestRequest): Promise<IngestResponse> {
  const now = parts.clock.now();
  // This machine's own address is a proxy that nobody has named in TRUSTED_PROXIES, or a test: not one sender.
  const { address } = request;
  const waitForSender = isLoopback(address) ? 0 : parts.ofSender(senderOf(address), now.getTime());
  if (waitForSender > 0) return later(429, "rate_limited", waitForSender);
  if (request.contentEncoding && request.contentEncoding !== "identity")
    return refusal(415, "invalid", "content-encoding");
  if (!/^(application\/json|text\/plain)\s*(;|$)/i.test(request.contentType ?? ""))
    return refusal(415, "invalid", "content-type");
  const body = await request.body();
  if (body === null) return tooLargeBatch();
  const batch = readBatch(body);
  if ("invalid" in batch) return refusal(400, "invalid", batch.invalid);
  const key = await parts.activeKey(batch.key, now);
  if (!key) return refusal(401, "unauthenticated");
  if (!isAllowed(key.allowedOrigins, request.origin)) return refusal(403, "forbidden");
  const waitForKey = parts.ofKey(key.id, now.getTime());
  if (waitForKey > 0) return later(429, "rate_limited", waitForKey);
  const { projectId } = key;
  const visit = visitOf(batch, {
    projectId,
    address,
    userAgent: request.userAgent,
    receivedAt: now,
  });
  const outcome = await parts.queue.add(projectId, visit, body.length);
  if (outcome.status === "unavailable") return later(503, "unavailable", 5);
  if (outcome.status === "refused") return refusal(400, "invalid");
  const isAway = outcome.status === "turned-away";
  if (isAway && outcome.reason === "too_many_funnels") return refusal(400, outcome.reason, "funnel.id");
  const answer = {
    profile: showId("profile", visit.profileId),
    session: showId("session", visit.sessionId),
    accepted: isAway ? 0 : outcome.accepted,
    duplicates: isAway ? 0 : outcome.duplicates,
    rejected: isAway ? rejectAll(batch, outcome.reason) : batch.rejected,
  };
  return { status: 202, headers: answered, body: JSON.stringify(answer) };
}

/** Every event of the batch, with its own fault or else the reason why none was stored. */
function rejectAll({ events, rejected }: Batch, reason: TurnedAway) {
  const faults = new Map(rejected.map(({ index, code }) => [index, code]));
  const count = events.length + rejected.length;
  return Array.from({ length: count }, (_, index) => ({ index, code: faults.get(index) ?? reason }));
}

/** An empty list allows every page. Advisory: only browsers tell the truth about their origin. */
function isAllowed(allowedOrigins: readonly string[], origin: string | null): boolean {
  return allowedOrigins.length === 0 || (origin !== null && allowedOrigins.includes(origin));
}

/** The answer to a batch that the server in front of a mount has cut for its size. */
export function tooLargeBatch(): IngestResponse {
  return refusal(413, "too_large");
}

function refusal(status: number, code: string, field?: string): IngestResponse {
  return { status, headers: answered, body: JSON.stringify({ code, field }) };
}

function later(status: 429 | 503, code: string, seconds: number): IngestResponse {
  return { status, headers: { ...answered, "retry-after": String(seconds) }, body: JSON.stringify({ code }) };
}

/** Reads a body as it comes and stops at the limit, whatever its Content-Length claims. Null when there is more. */
export async function readBody(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > batchLimits.bytes) return null;
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString("utf8");
}
