import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { profileIntegrations } from "@/db/schema/profiles";
import type { Ctx } from "@/lib/core/ctx";
import { read, write } from "@/lib/core/database";
import { memberCtx, testNow } from "@/tests/factories";
import { makeFunnel, makeProfile, makeSession } from "@/tests/visits";
import { type MovedMoney, recordTransaction } from "./record";

const usd = (minor: bigint) => ({ minor, currency: "USD", exponent: 2 });

async function setUp(values: Partial<MovedMoney> = {}, profile: { isBot?: boolean } = {}) {
  const ctx = await memberCtx("support");
  const { id: profileId } = await makeProfile(ctx, profile);
  const moved: MovedMoney = {
    kind: "charge",
    status: "succeeded",
    amount: usd(999n),
    profileId,
    environment: "production",
    provider: "stripe",
    providerTransactionId: "pi_1",
    occurredAt: new Date("2026-08-19T08:00:00.000Z"),
    ...values,
  };
  return { ctx, profileId, moved };
}

const record = (ctx: Ctx, moved: MovedMoney) =>
  write(ctx.projectId, (tx) => recordTransaction({ ...ctx, tx }, moved));

const badgesOf = (ctx: Ctx) =>
  read(ctx, (tx) =>
    tx.select().from(profileIntegrations).where(eq(profileIntegrations.projectId, ctx.projectId)),
  );

it("keeps what came in as positive, what went back as negative, and both times", async () => {
  const { ctx, moved } = await setUp();
  const charge = await record(ctx, moved);
  expect(charge).toMatchObject({
    isNew: true,
    transaction: {
      amountMinor: 999n,
      occurredAt: moved.occurredAt,
      receivedAt: testNow,
      amountUsdMinor: 999n,
      fxDay: "2026-08-19",
    },
  });
  for (const [kind, amountMinor] of [
    ["refund", -999n],
    ["dispute", -999n],
    ["dispute_reversal", 999n],
  ] as const)
    expect((await record(ctx, { ...moved, kind })).transaction).toMatchObject({
      amountMinor,
      amountUsdMinor: amountMinor,
    });
});

it("writes the same payment of a provider once, also when two learn of it at the same moment", async () => {
  const { ctx, moved } = await setUp();
  const answers = await Promise.all([record(ctx, moved), record(ctx, moved), record(ctx, moved)]);
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(new Set(answers.map(({ transaction }) => transaction.id)).size).toBe(1);
});

it("refuses a payment that is in the books with another amount or currency", async () => {
  const { ctx, moved } = await setUp();
  await record(ctx, moved);
  for (const amount of [usd(1n), { ...usd(999n), currency: "EUR" }])
    await expect(record(ctx, { ...moved, amount })).rejects.toMatchObject({ code: "conflict" });
});

it("knows the funnel of the session in which it was paid", async () => {
  const { ctx, moved, profileId } = await setUp();
  const { id: funnelId } = await makeFunnel(ctx);
  const { id: sessionId } = await makeSession(ctx, { profileId, funnelId });
  expect((await record(ctx, { ...moved, sessionId })).transaction).toMatchObject({ sessionId, funnelId });
});

it("shows the provider as an integration of people, and neither the sandbox nor bots", async () => {
  const { ctx, moved } = await setUp();
  await record(ctx, moved);
  await record(ctx, { ...moved, providerTransactionId: "pi_2" });
  expect(await badgesOf(ctx)).toMatchObject([{ provider: "stripe", firstSeenAt: moved.occurredAt }]);
  const bot = await setUp({}, { isBot: true });
  await record(bot.ctx, bot.moved);
  expect(await badgesOf(bot.ctx)).toEqual([]);
  const sandbox = await setUp({ provider: "sandbox" });
  await record(sandbox.ctx, sandbox.moved);
  expect(await badgesOf(sandbox.ctx)).toEqual([]);
});
