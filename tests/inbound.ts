import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { InboundProvider } from "@/db/columns";
import { inboundEvents } from "@/db/schema/inbound-events";
import { type IntegrationSettings, integrationRoutes, integrations } from "@/db/schema/integrations";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { read, write } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { createRateLimiter } from "@/lib/core/rate-limiter";
import { createInboundGate } from "@/lib/inbound-events/gate";
import { readHead } from "@/lib/inbound-events/parse";
import { processDue } from "@/lib/inbound-events/process";
import { createReceiver } from "@/lib/inbound-events/receive";
import { createRefusals } from "@/lib/inbound-events/refusals";
import { createEventStore } from "@/lib/inbound-events/store-group";
import { rowOf } from "@/lib/inbound-events/vault";
import { sealInboundSecrets } from "@/lib/integrations/inbound-secrets";
import { testNow } from "./factories";

export type InboundIntegration = { ctx: Ctx; id: string; shownId: string; provider: InboundProvider };

/** An integration whose provider says "the-secret" wherever it has to say one. */
export async function makeIntegration(
  ctx: Ctx,
  provider: InboundProvider,
  settings: IntegrationSettings = {},
): Promise<InboundIntegration> {
  const id = newId(testNow);
  const { projectId } = ctx;
  const secret = { value: "the-secret", setAt: testNow.toISOString(), until: null };
  const { bytes, keyId } = sealInboundSecrets(projectId, id, { authorization: [secret], signing: [] });
  await write(projectId, async (tx) => {
    await tx.insert(integrations).values({
      ...{ projectId, id, provider, state: "connected", settings, createdAt: testNow },
      ...{ inboundSecrets: bytes, inboundKeyId: keyId, inboundSetAt: testNow },
    });
    await tx.insert(integrationRoutes).values({ integrationId: id, projectId, provider });
  });
  return { ctx, id, shownId: showId("integration", id), provider };
}

export function makeReceiver(now: Date = testNow) {
  const refusals = createRefusals();
  const receive = createReceiver({
    clock: fixedClock(now),
    receivingAt: createInboundGate(),
    certificates: { keyAt: async () => "certificate" },
    refusals,
    ofIntegration: createRateLimiter({ most: 1_000, windowMs: 10_000 }),
    store: createEventStore(),
  });
  return { receive, refusals };
}

/** Puts bodies into the vault as the door does, as if they had come at this time. */
export async function deliver(
  { ctx, id, provider }: InboundIntegration,
  bodies: readonly string[],
  receivedAt: Date = testNow,
  settings: IntegrationSettings = {},
): Promise<void> {
  const store = createEventStore();
  const rows = bodies.map((text) => {
    const body = Buffer.from(text);
    const said = readHead(provider, body, settings);
    return rowOf({
      ...{ projectId: ctx.projectId, integrationId: id, provider, said, receivedAt },
      raw: { body, headers: {} },
    });
  });
  await Promise.all(rows.map(store));
}

/** Lets a worker do all there is, and time pass until nothing waits for it any more: minutes, or so many days. */
export async function processAll(
  { ctx }: InboundIntegration,
  from: Date = testNow,
  minutes = 30,
): Promise<Date> {
  let now = from;
  const end = from.getTime() + minutes * 60_000;
  while (true) {
    while ((await processDue(ctx.projectId, fixedClock(now), { random: () => 0.5, limit: 500 })) > 0);
    const next = (await eventsOf(ctx))
      .map(({ nextAttemptAt }) => nextAttemptAt?.getTime() ?? Number.POSITIVE_INFINITY)
      .reduce((soonest, at) => Math.min(soonest, at), Number.POSITIVE_INFINITY);
    if (next > end) return now;
    now = new Date(Math.max(next, now.getTime()));
  }
}

export async function eventsOf(ctx: Ctx): Promise<(typeof inboundEvents.$inferSelect)[]> {
  return read(ctx, (tx) =>
    tx
      .select()
      .from(inboundEvents)
      .where(and(eq(inboundEvents.projectId, ctx.projectId)))
      .orderBy(inboundEvents.id),
  );
}

type Said = Record<string, unknown>;

/** A body as RevenueCat sends one. */
export function revenuecat(type: string, at: Date, said: Said = {}): string {
  return JSON.stringify({
    api_version: "1.0",
    event: {
      ...{
        id: randomUUID(),
        type,
        event_timestamp_ms: at.getTime(),
        environment: "PRODUCTION",
        store: "STRIPE",
      },
      ...{ app_user_id: "user-1", original_app_user_id: "user-1", aliases: ["user-1"] },
      ...{ product_id: "pro_monthly", entitlement_ids: ["pro"], period_type: "NORMAL" },
      ...{ original_transaction_id: "chain-1", transaction_id: `t-${at.getTime()}` },
      ...{ purchased_at_ms: at.getTime(), expiration_at_ms: at.getTime() + 30 * 86_400_000 },
      ...{ currency: "USD", price: 9.99, price_in_purchased_currency: 9.99 },
      ...said,
    },
  });
}
