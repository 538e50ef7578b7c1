import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { systemClock } from "@/lib/core/clock";
import { inSystem } from "@/lib/core/database";
import { deliveriesOf, makeTarget } from "@/tests/sending";
import { makeFact, makeProfile, makeProject } from "@/tests/visits";
import { fanOut } from "./fan-out";

const url = "https://receiver.example/hook";

/** Adds an endpoint and then a fact, while a fan-out that began before them is held up at the facts. */
async function addWhileHandingOut(ctx: Awaited<ReturnType<typeof makeProject>>): Promise<void> {
  const { id: profileId } = await makeProfile(ctx);
  let begun: Promise<unknown> = Promise.resolve();
  await inSystem(async (tx) => {
    await tx.execute(sql`lock table ${domainEvents} in exclusive mode`);
    begun = fanOut(ctx.projectId, systemClock);
    await expect
      .poll(async () => {
        const [row] = await inSystem((other) =>
          other.execute<{ waiting: number }>(sql`
            select count(*)::int as waiting from pg_locks
            where not granted and relation = 'domain_events'::regclass
              and database = (select oid from pg_database where datname = current_database())`),
        );
        return row?.waiting;
      })
      .toBe(1);
    await makeTarget(ctx, { url });
    await makeFact({ ...ctx, tx }, { profileId, sequence: 2 });
  });
  await begun;
  while (await fanOut(ctx.projectId, systemClock));
}

test("an endpoint hears of a fact that came right after it, though facts were being handed out meanwhile", async () => {
  const ctx = await makeProject();
  await makeTarget(ctx, { url });
  await addWhileHandingOut(ctx);
  expect(await deliveriesOf(ctx)).toHaveLength(2);
});

test("the first endpoint of a project hears of a fact that came right after it", async () => {
  const ctx = await makeProject();
  await addWhileHandingOut(ctx);
  expect(await deliveriesOf(ctx)).toHaveLength(1);
});
