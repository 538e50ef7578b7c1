import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { idempotencyKeys } from "@/db/schema/api";
import { funnels } from "@/db/schema/funnels";
import { forgetOldAnswers } from "@/lib/worker/forget-answers";
import { memberCtx, testNow } from "@/tests/factories";
import { placesOf } from "@/tests/whole-database";
import { fixedClock } from "./clock";
import type { CommandCtx } from "./command";
import type { Ctx } from "./ctx";
import { read, write } from "./database";
import {
  type Attempt,
  asKept,
  keptMs,
  leaseMs,
  listProjectsToForget,
  onceOnly,
  requestHash,
} from "./idempotency";
import { newId } from "./ids";

const attempt = (key = "k-1", body = "{}"): Attempt => ({
  keyId: "0198c0de-0000-7000-8000-000000000001",
  key,
  requestHash: requestHash("POST", "/x", body),
});

async function insertFunnel({ tx, projectId }: CommandCtx): Promise<void> {
  const id = newId(testNow);
  await tx.insert(funnels).values({
    projectId,
    id,
    alias: id,
    environment: "production",
    firstSeenAt: testNow,
    lastSeenAt: testNow,
  });
}

/** Work with an effect that can be counted. */
const work = async (ctx: CommandCtx) => {
  await insertFunnel(ctx);
  return { status: 201, body: '{"made":true}' };
};

const effects = (ctx: Ctx) =>
  read(ctx, (tx) => tx.select().from(funnels).where(eq(funnels.projectId, ctx.projectId)));

it("makes one effect of fifty equal requests at once; the others hear the answer or are asked to wait", async () => {
  const ctx = await memberCtx("owner");
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => onceOnly(ctx, attempt(), work)));
  const first = outcomes.filter((each) => each.status === "fulfilled" && !each.value.isReplayed);
  expect(first).toHaveLength(1);
  for (const each of outcomes)
    if (each.status === "rejected")
      expect(each.reason).toMatchObject({ code: "conflict", retryAfterSeconds: 1 });
  expect(await effects(ctx)).toHaveLength(1);
  const again = await onceOnly(ctx, attempt(), work);
  expect(again).toEqual({ status: 201, body: '{"made":true}', isReplayed: true });
});

it("refuses the key for another request, and holds nothing against another key or API key", async () => {
  const ctx = await memberCtx("owner");
  await onceOnly(ctx, attempt("k", "1"), work);
  await expect(onceOnly(ctx, attempt("k", "2"), work)).rejects.toMatchObject({
    code: "idempotency_mismatch",
  });
  await onceOnly(ctx, attempt("other", "2"), work);
  await onceOnly(ctx, { ...attempt("k", "2"), keyId: newId(testNow) }, work);
  expect(await effects(ctx)).toHaveLength(3);
});

it("takes over from a process that died, once its lease has ended and not before", async () => {
  const clock = fixedClock(testNow);
  const ctx = { ...(await memberCtx("owner")), clock };
  await dieInTheMiddle(ctx);
  await expect(onceOnly(ctx, attempt(), work)).rejects.toMatchObject({ code: "conflict" });
  clock.advance(leaseMs);
  expect(await onceOnly(ctx, attempt(), work)).toMatchObject({ status: 201, isReplayed: false });
  expect(await effects(ctx)).toHaveLength(1);
});

it("undoes the work of a request that outlived its lease, when another has taken over", async () => {
  const clock = fixedClock(testNow);
  const ctx = { ...(await memberCtx("owner")), clock };
  const slow = onceOnly(ctx, attempt(), async (inside) => {
    clock.advance(leaseMs);
    await onceOnly(ctx, attempt(), work);
    return work(inside);
  });
  await expect(slow).rejects.toMatchObject({ code: "conflict" });
  expect(await effects(ctx)).toHaveLength(1);
});

it("leaves the key free when the work is refused, and nothing of the work", async () => {
  const ctx = await memberCtx("owner");
  const failing = onceOnly(ctx, attempt(), async (inside) => {
    await insertFunnel(inside);
    throw new Error("refused");
  });
  await expect(failing).rejects.toThrow("refused");
  expect(await effects(ctx)).toEqual([]);
  expect(await onceOnly(ctx, attempt(), work)).toMatchObject({ isReplayed: false });
});

it("forgets a key after three days", async () => {
  const clock = fixedClock(testNow);
  const ctx = { ...(await memberCtx("owner")), clock };
  await onceOnly(ctx, attempt(), work);
  clock.advance(keptMs);
  expect(await onceOnly(ctx, attempt("k-1", "another"), work)).toMatchObject({ isReplayed: false });
});

it("is emptied by the worker of what is over, and of nothing else", async () => {
  const clock = fixedClock(testNow);
  const ctx = { ...(await memberCtx("owner")), clock };
  await onceOnly(ctx, attempt("old"), work);
  clock.advance(keptMs / 2);
  await onceOnly(ctx, attempt("new"), work);
  expect(await listProjectsToForget(clock.now())).not.toContain(ctx.projectId);
  clock.advance(keptMs / 2);
  expect(await listProjectsToForget(clock.now())).toContain(ctx.projectId);
  await forgetOldAnswers().run({ now: clock.now(), signal: new AbortController().signal });
  const left = await read(ctx, (tx) =>
    tx.select().from(idempotencyKeys).where(eq(idempotencyKeys.projectId, ctx.projectId)),
  );
  expect(left.map((row) => row.key)).toEqual([asKept(attempt("new")).key]);
});

it("says that an answer was erased, and does the work no second time", async () => {
  const ctx = await memberCtx("owner");
  await onceOnly(ctx, attempt(), work);
  await write(ctx.projectId, (tx) =>
    tx.update(idempotencyKeys).set({ answer: null }).where(eq(idempotencyKeys.projectId, ctx.projectId)),
  );
  await expect(onceOnly(ctx, attempt(), work)).rejects.toMatchObject({ code: "not_found" });
  expect(await effects(ctx)).toHaveLength(1);
});

/** What is left when a process ends between taking the key and committing its work. */
async function dieInTheMiddle(ctx: Ctx): Promise<void> {
  await write(ctx.projectId, (tx) =>
    tx.insert(idempotencyKeys).values({
      projectId: ctx.projectId,
      ...asKept(attempt()),
      state: "running",
      createdAt: testNow,
      leasedUntil: new Date(testNow.getTime() + leaseMs),
      expiresAt: new Date(testNow.getTime() + keptMs),
    }),
  );
}

it("keeps no word of the key, into which a caller may put a name", async () => {
  const ctx = await memberCtx("owner");
  await onceOnly(ctx, attempt("greet-ann@example.com"), work);
  expect(await onceOnly(ctx, attempt("greet-ann@example.com"), work)).toMatchObject({ isReplayed: true });
  expect(await placesOf("greet-ann")).toEqual({});
});
