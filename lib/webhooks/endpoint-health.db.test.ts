import { expect, it } from "vitest";
import { deliveryAttempts } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { memberCtx, testNow } from "@/tests/factories";
import { makeEndpoint } from "@/tests/webhooks";
import { listHealth } from "./endpoint-health";

type Values = Partial<typeof deliveryAttempts.$inferInsert>;

async function addAttempts(ctx: Ctx, endpointId: string, all: Values[]): Promise<void> {
  const shared = {
    ...{
      projectId: ctx.projectId,
      endpointId,
      trigger: "schedule" as const,
      number: 1,
      url: "https://a.example",
    },
    ...{
      requestHeaders: {},
      requestBytes: 2,
      isThin: false,
      status: 200,
      durationMs: 10,
      startedAt: testNow,
    },
  };
  await inSystem((tx) =>
    tx.insert(deliveryAttempts).values(all.map((values) => ({ ...shared, id: newId(testNow), ...values }))),
  );
}

it("counts each hour of the last day by what came of its attempts, without tests, replays and other endpoints", async () => {
  const ctx = await memberCtx("owner");
  const [one, other] = [await makeEndpoint(ctx), await makeEndpoint(ctx)];
  const hoursAgo = (hours: number) => new Date(testNow.getTime() - hours * 3_600_000);
  await addAttempts(ctx, one.id, [
    ...Array.from({ length: 99 }, (_, n) => ({ durationMs: n + 1 })),
    { status: 503, durationMs: 1_000 },
    { status: null, durationMs: 20_000, startedAt: hoursAgo(1) },
    { status: 204, durationMs: 50, startedAt: hoursAgo(23), trigger: "resend" },
    { startedAt: hoursAgo(24) },
    { trigger: "test", status: 500 },
    { trigger: "replay", status: 500 },
  ]);
  await addAttempts(ctx, other.id, [{ status: 500 }]);
  const health = (await listHealth(ctx, [one.id, other.id])).get(one.id);
  expect(health).toMatchObject({ delivered: 100, failed: 2, p95Ms: 95, isKnown: true });
  const busy = health?.hours.filter(({ delivered, failed }) => delivered + failed > 0);
  expect(busy).toEqual([
    { at: new Date("2026-08-19T13:00:00.000Z"), delivered: 1, failed: 0 },
    { at: new Date("2026-08-20T11:00:00.000Z"), delivered: 0, failed: 1 },
    { at: new Date("2026-08-20T12:00:00.000Z"), delivered: 99, failed: 1 },
  ]);
  expect(health?.hours).toHaveLength(24);
  const stranger = await memberCtx("owner");
  expect((await listHealth(stranger, [one.id])).get(one.id)).toMatchObject({
    delivered: 0,
    failed: 0,
    p95Ms: null,
  });
});
