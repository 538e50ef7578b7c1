import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { profiles } from "@/db/schema/profiles";
import { systemClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { testNow } from "@/tests/factories";
import { deliveriesOf, makeTarget } from "@/tests/sending";
import { makeFact, makeProfile, makeProject } from "@/tests/visits";
import { fanOut } from "./fan-out";

const url = "https://receiver.example/hook";
/** As its type wants it. */
const payload = { email: "ada@example.com", user_id: null, previous: {} };

async function makeCrowd(ctx: Ctx, profileId: string, count: number): Promise<void> {
  const rows: (typeof domainEvents.$inferInsert)[] = Array.from({ length: count }, (_, index) => ({
    ...{
      projectId: ctx.projectId,
      id: newId(testNow),
      type: "profile.updated",
      profileId,
      sequence: index + 1,
    },
    ...{ environment: "production" as const, occurredAt: testNow, receivedAt: testNow, payload },
    ...{ actorKind: "system" as const, actorId: "test" },
  }));
  await inSystem((tx) => tx.insert(domainEvents).values(rows));
}

test("a crowd of facts of someone who is being erased keeps no others waiting, and is asked for again later, not at once", async () => {
  const ctx = await makeProject();
  await makeTarget(ctx, { url });
  const erased = await makeProfile(ctx);
  const other = await makeProfile(ctx);
  await makeCrowd(ctx, erased.id, 500);
  await makeFact(ctx, { profileId: other.id, sequence: 1 });
  await inSystem(async (tx) => {
    await tx
      .select({ id: profiles.id })
      .from(profiles)
      .where(and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, erased.id)))
      .for("update");
    await fanOut(ctx.projectId, systemClock);
    expect((await deliveriesOf(ctx)).map(({ profileId }) => profileId)).toEqual([other.id]);
    expect(await fanOut(ctx.projectId, systemClock)).toBe(false);
  });
  while (await fanOut(ctx.projectId, systemClock));
  expect(await deliveriesOf(ctx)).toHaveLength(501);
});

test("a portion ends where its bodies are many megabytes, and the next one goes on", async () => {
  const ctx = await makeProject();
  await makeTarget(ctx, { url });
  const { id: profileId } = await makeProfile(ctx);
  const long = { ...payload, text: "x".repeat(200_000) };
  for (let sequence = 1; sequence <= 50; sequence++)
    await makeFact(ctx, { profileId, sequence, payload: long });
  expect(await fanOut(ctx.projectId, systemClock)).toBe(true);
  const first = (await deliveriesOf(ctx)).length;
  expect(first).toBeGreaterThan(30);
  expect(first).toBeLessThan(45);
  expect(await fanOut(ctx.projectId, systemClock)).toBe(false);
  expect(await deliveriesOf(ctx)).toHaveLength(50);
});
