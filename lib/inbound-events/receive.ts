import type { Clock } from "../core/clock";
import { isDatabaseAway } from "../core/database-away";
import { log } from "../core/log";
import type { createRateLimiter } from "../core/rate-limiter";
import type { createInboundGate, Receiving } from "./gate";
import { readHead } from "./parse";
import type { CertificateStore } from "./paypal-signature";
import type { createRefusals } from "./refusals";
import { type Arrived, rowOf } from "./vault";
import { verifyInbound } from "./verify";
import { withoutPasswords } from "./without-passwords";

export const mostBytes = 1024 * 1024;

/** What a mount hands over. `body` is null when there is more of it than the limit. */
export type InboundRequest = {
  provider: string;
  integration: string;
  headers: Pick<Headers, "get">;
  body: () => Promise<Buffer | null>;
};
export type InboundAnswer = {
  status: number;
  headers?: Record<string, string>;
  body?: Record<string, string>;
};

export type ReceiveParts = {
  clock: Clock;
  receivingAt: ReturnType<typeof createInboundGate>;
  certificates: CertificateStore;
  refusals: Pick<ReturnType<typeof createRefusals>, "count">;
  ofIntegration: ReturnType<typeof createRateLimiter>;
  /** Ends once it is committed. False where the integration is gone. */
  store: (row: ReturnType<typeof rowOf>) => Promise<boolean>;
};

// RevenueCat takes no other status than 200 for a yes, and Adapty wants JSON.
const received: InboundAnswer = { status: 200, body: { status: "received" } };

/**
 * The way in for what providers send: proved on the bytes as they came, stored once, and answered. What it means is found
 * out later, so that no provider waits for us. Never throws: what is not stored is a 503, and the provider sends it again.
 */
export function createReceiver(parts: ReceiveParts) {
  return async function receive(request: InboundRequest): Promise<InboundAnswer> {
    try {
      return await accept(parts, request);
    } catch (error) {
      if (!isDatabaseAway(error)) log.error("an inbound event was not stored", { error });
      return later(503, 5);
    }
  };
}

async function accept(parts: ReceiveParts, request: InboundRequest): Promise<InboundAnswer> {
  const now = parts.clock.now();
  const receiving = await parts.receivingAt(request.provider, request.integration, now);
  if (!receiving) return { status: 404 };
  const refuse = (status: number, reason: string): InboundAnswer => {
    parts.refusals.count(receiving, reason, now);
    return { status, body: { error: reason } };
  };
  const encoding = request.headers.get("content-encoding");
  if (encoding && encoding !== "identity") return refuse(415, "compressed");
  const rawBody = await request.body();
  if (!rawBody) return refuse(413, "too_large");
  const { provider, secrets, settings } = receiving;
  const { headers } = request;
  const verdict = await verifyInbound(
    { provider, headers, rawBody, secrets, settings, now },
    parts.certificates,
  );
  if (!verdict.ok) {
    if (verdict.reason === "later") return later(503, verdict.retryAfterSeconds);
    return refuse(verdict.reason === "timestamp" ? 400 : 401, verdict.reason);
  }
  if (verdict.handshake) return { status: 200, body: verdict.handshake };
  const wait = parts.ofIntegration(receiving.integrationId, now.getTime());
  if (wait > 0) {
    parts.refusals.count(receiving, "rate_limited", now);
    return later(429, wait);
  }
  return (await parts.store(rowOf(arrived(receiving, headers, rawBody, now)))) ? received : { status: 404 };
}

function later(status: number, seconds: number): InboundAnswer {
  return { status, headers: { "retry-after": String(seconds) } };
}

/** By which it was believed. Never those that are the secret themselves. */
const keptHeaders = [
  ...["content-type", "user-agent", "stripe-signature", "ff-webhook-signature"],
  ...["x-revenuecat-webhook-signature", "x-revenuecat-signature"],
  ...["paypal-transmission-id", "paypal-transmission-time", "paypal-transmission-sig", "paypal-cert-url"],
  "paypal-auth-algo",
];

function arrived(
  receiving: Receiving,
  headers: Pick<Headers, "get">,
  rawBody: Buffer,
  receivedAt: Date,
): Arrived {
  const { projectId, integrationId, provider, settings } = receiving;
  const kept = keptHeaders.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value.slice(0, 1_000)] as const];
  });
  const body = withoutPasswords(provider, rawBody);
  const raw = { body, headers: Object.fromEntries(kept) };
  // By the bytes as they came: a second sending has the same name.
  return { projectId, integrationId, provider, raw, said: readHead(provider, rawBody, settings), receivedAt };
}
