import { expect, test } from "vitest";
import { inboundProviders } from "@/db/columns";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, makeIntegration, processAll } from "@/tests/inbound";
import { inboundState } from "@/tests/inbound-state";
import { makeHistory, shuffled } from "@/tests/provider-histories";
import { testSettings } from "@/tests/providers/signing";
import { randomBy } from "@/tests/providers/story";

// As many as a run may take; INBOUND_HISTORIES=1000 is the whole promise.
const count = Number(process.env.INBOUND_HISTORIES ?? 10);
const together = 10;
const timeLimit = 60_000 + count * 10_000;

async function stateAfter(provider: (typeof inboundProviders)[number], bodies: readonly Buffer[]) {
  const ctx = await memberCtx("owner");
  const settings = testSettings[provider];
  const integration = await makeIntegration(ctx, provider, settings);
  for (const [at, body] of bodies.entries())
    await deliver(integration, [body.toString()], new Date(testNow.getTime() + at), settings);
  await processAll(integration, new Date(testNow.getTime() + bodies.length));
  return inboundState(ctx);
}

test.each(inboundProviders)(
  "%s: histories that are shuffled and tripled end in the state of the ordered run",
  async (provider) => {
    for (let seed = 0; seed < count; seed += together) {
      const seeds = Array.from({ length: Math.min(together, count - seed) }, (_, next) => seed + next);
      const bodies = seeds.flatMap((each) => makeHistory(provider, each).events);
      const inOrder = await stateAfter(provider, bodies);
      const mixed = await stateAfter(
        provider,
        shuffled([...bodies, ...bodies, ...bodies], randomBy(seed + 1)),
      );
      expect(mixed.filter((line) => !inOrder.includes(line))).toEqual([]);
      expect(mixed).toEqual(inOrder);
      // Somebody whose trial ended is all that was ever said of a product: nobody knows what it costs.
      const left = inOrder.filter((line) => /\| (parked|waiting) \|/.test(line));
      expect(left.filter((line) => !line.includes("| parked | unknown_product |"))).toEqual([]);
    }
  },
  timeLimit,
);
