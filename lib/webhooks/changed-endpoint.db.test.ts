import { setImmediate as breathe } from "node:timers/promises";
import { and, eq, inArray, sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { startReceiver } from "@/tests/fakes/receiver";
import { deliverer, deliveriesOf, makeTarget, targetOf } from "@/tests/sending";
import { makeFact, makeProfile, makeProject } from "@/tests/visits";
import { systemClock } from "../core/clock";
import { fanOut } from "./fan-out";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const facts = 30;
const atOnce = 5;
type Values = Partial<typeof webhookEndpoints.$inferInsert>;

async function change(ctx: Ctx, values: Values): Promise<void> {
  await inSystem((tx) =>
    tx
      .update(webhookEndpoints)
      .set({ ...values, version: sql`version + 1` })
      .where(eq(webhookEndpoints.projectId, ctx.projectId)),
  );
}

/** A receiver that changes its endpoint while a crowd is claimed for it, and answers once what was not begun is let go. */
async function sendWhile(values: (url: string) => Values, status = 200) {
  const ctx = await makeProject();
  let held: Promise<void> | null = null;
  const old = await startReceiver((_, response) => {
    if (old.received.length < 3) return void response.end();
    held ??= changeAndWait();
    void held.then(() => response.writeHead(status).end());
  });
  const fresh = await startReceiver();
  open.push(old, fresh);
  const target = await makeTarget(ctx, { url: old.url });
  const { id: profileId } = await makeProfile(ctx);
  for (let sequence = 1; sequence <= facts; sequence++) await makeFact(ctx, { profileId, sequence });
  while (await fanOut(ctx.projectId, systemClock));

  async function changeAndWait() {
    let leases: string[] = [];
    while (leases.length <= atOnce) {
      const rows = await deliveriesOf(ctx);
      leases = rows.flatMap(({ leaseId }) => (leaseId ? [leaseId] : []));
      await breathe();
    }
    await change(ctx, values(fresh.url));
    for (;;) {
      const { length } = await inSystem((tx) =>
        tx
          .select({ id: webhookDeliveries.id })
          .from(webhookDeliveries)
          .where(
            and(eq(webhookDeliveries.projectId, ctx.projectId), inArray(webhookDeliveries.leaseId, leases)),
          ),
      );
      if (length <= atOnce) return;
      await breathe();
    }
  }

  await deliverer().run(new AbortController().signal);
  return { ctx, target, old: old.received, fresh: fresh.received };
}

test("what was claimed and not begun goes to the new address once an endpoint has one", async () => {
  const { ctx, old, fresh } = await sendWhile((url) => ({ url }));
  expect(old.length).toBeLessThanOrEqual(2 + atOnce);
  expect(old.length + fresh.length).toBe(facts);
  expect(
    (await deliveriesOf(ctx)).every(({ state, attempts }) => state === "delivered" && attempts === 1),
  ).toBe(true);
});

test.each(["paused", "disabled"] as const)(
  "an endpoint that is %s meanwhile is not sent what was claimed before, and no try of it counts",
  async (state) => {
    const { ctx, old, fresh } = await sendWhile(() => ({ state }));
    expect(old.length).toBeLessThanOrEqual(2 + atOnce);
    expect(fresh).toEqual([]);
    const waiting = (await deliveriesOf(ctx)).filter((row) => row.state === "waiting");
    expect(waiting).toHaveLength(facts - old.length);
    expect(waiting.every(({ attempts, leaseId }) => attempts === 0 && leaseId === null)).toBe(true);
  },
);

test("a late 410 of the former address does not disable the endpoint that was repaired", async () => {
  const { ctx, target, old } = await sendWhile((url) => ({ url }), 410);
  expect(old.length).toBeGreaterThan(2);
  expect(await targetOf(ctx, target.id)).toMatchObject({ state: "active", failures: 0 });
});
