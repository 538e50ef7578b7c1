import { expect, it } from "vitest";
import { inboundProviders } from "@/db/columns";
import type { SubscriptionFact } from "@/lib/inbound-events/facts";
import { parseEvent } from "@/lib/inbound-events/parse";
import { verifyInbound } from "@/lib/inbound-events/verify";
import { makeHistory } from "./provider-histories";
import { signedHeaders, testCertificates, testSecrets, testSettings } from "./providers/signing";

const now = new Date("2026-11-20T12:00:00Z");

it.each(inboundProviders)(
  "%s: each event of 300 histories is signed, known, its own, and says nothing personal",
  async (provider) => {
    const certificates = testCertificates();
    const ids = new Set<string>();
    let count = 0;
    for (let seed = 0; seed < 300; seed += 1) {
      const { events } = makeHistory(provider, seed);
      expect(Buffer.concat(makeHistory(provider, seed).events).equals(Buffer.concat(events))).toBe(true);
      for (const rawBody of events) {
        count += 1;
        const parsed = parseEvent(provider, rawBody, testSettings[provider]);
        if (!parsed.isKnown || !parsed.occurredAt || parsed.environment !== "production")
          expect.fail(rawBody.toString());
        if (/@|unknown amount|undefined|null|person-|user-/.test(parsed.words)) expect.fail(parsed.words);
        ids.add(parsed.providerEventId);
        if (seed % 30 > 0) continue;
        const verdict = await verifyInbound(
          {
            ...{ provider, rawBody, now, secrets: testSecrets[provider], settings: testSettings[provider] },
            headers: new Headers(signedHeaders(provider, rawBody, now)),
          },
          certificates,
        );
        expect(verdict).toEqual({ ok: true, handshake: null });
      }
    }
    expect(ids.size).toBe(count);
    expect(count).toBeGreaterThan(1_000);
  },
);

it.each(inboundProviders)(
  "%s: what was paid, declined and given back in 300 histories is read to the last minor unit, once",
  (provider) => {
    for (let seed = 0; seed < 300; seed += 1) {
      const { events, steps } = makeHistory(provider, seed);
      const facts = events.flatMap((rawBody) => parseEvent(provider, rawBody, testSettings[provider]).facts);
      const moved = new Map<string, string>();
      for (const fact of facts) {
        if (fact.subject !== "payment" || fact.kind === "invoice" || fact.status !== "succeeded") continue;
        const text = `${fact.kind} ${fact.amount.minor} ${fact.amount.currency} ${fact.amount.exponent}`;
        expect(moved.get(fact.id) ?? text).toBe(text);
        moved.set(fact.id, text);
      }
      const told = steps.flatMap(({ kind, charge }) =>
        charge && !/^(declined|disputed|dispute_closed)$/.test(kind)
          ? [
              `${kind === "refunded" ? "refund" : "charge"} ${charge.minor} ${charge.currency} ${charge.digits}`,
            ]
          : [],
      );
      expect([...moved.values()].sort()).toEqual(told.sort());
    }
  },
);

it.each(inboundProviders)(
  "%s: the last word on a subscription of 300 histories is what happened to it",
  (provider) => {
    const phases = {
      trial: "intro",
      active: "recurring",
      grace: "recurring",
      retry: "recurring",
      paused: "recurring",
      expired: "expired",
    };
    for (let seed = 0; seed < 300; seed += 1) {
      const { events, steps } = makeHistory(provider, seed);
      const facts = events.flatMap((rawBody) => parseEvent(provider, rawBody, testSettings[provider]).facts);
      const said: Partial<SubscriptionFact> = Object.assign(
        {},
        ...facts.filter(({ subject }) => subject === "subscription"),
      );
      const last = steps.at(-1)?.subscription ?? expect.fail("an empty story");
      const wasRefunded = provider === "adapty" && steps.some(({ kind }) => kind === "refunded");
      if (!wasRefunded) expect(said.phase, `seed ${seed}`).toBe(phases[last.status]);
      if (last.status === "expired" && !wasRefunded) expect(said.endReason).toBeDefined();
    }
  },
);
