import { and, eq, inArray } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import * as schema from "@/db/schema";
import { fixedClock } from "@/lib/core/clock";
import { inSystem } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { recountFunnelDays } from "@/lib/funnels/recount";
import { blockId } from "@/lib/identity/commands";
import { listBlockedIds } from "@/lib/identity/queries";
import { findPastErasure } from "@/lib/suppressions/queries";
import { batchOfCanary, type Canary, makeCanary } from "@/tests/canary";
import { memberCtx } from "@/tests/factories";
import { eventOf, startTestCollector, visitorKey } from "@/tests/ingest-client";
import { placesOf } from "@/tests/whole-database";
import { requestErasure } from "./commands";
import { eraseNext } from "./erase";
import { countRows } from "./person-rows";
import { getErasure } from "./queries";
import { personalTables } from "./register";

let collector: Awaited<ReturnType<typeof startTestCollector>>;
let words = 0;
const newWord = () => `zqcanary${String.fromCharCode(97 + words++)}`;

// A project for each test: the case that is due first is its own.
beforeEach(async () => {
  collector = await startTestCollector();
});
afterEach(() => collector.close());

const shown = ({ profileIds }: Canary) => showId("profile", profileIds[0]);

async function request(canary: Canary, holdDays = 0): Promise<string> {
  const [made] = await requestErasure(canary.ctx, {
    customers: [shown(canary)],
    holdDays,
    reason: `${canary.word} asked by letter`,
  });
  if (!made) throw new Error("one customer, one case");
  return made.erasureId;
}

const clockAt = ({ ctx }: Canary, seconds: number) =>
  fixedClock(new Date(ctx.clock.now().getTime() + seconds * 1000));

/** Rows of each table by its name, as they are in the register. */
async function rowsOf(canary: Canary): Promise<Record<string, number>> {
  const { projectId } = canary.ctx;
  return inSystem(async (tx) => {
    const counts: Record<string, number> = {};
    for (const entry of personalTables)
      counts[entry.words] = await countRows(tx, entry, { projectId, profileIds: canary.profileIds }, 1_000);
    return counts;
  });
}

const funnelDaysOf = ({ ctx }: Canary) =>
  inSystem((tx) =>
    tx
      .select({
        dimension: schema.funnelDays.dimension,
        value: schema.funnelDays.value,
        visits: schema.funnelDays.visits,
        positionSum: schema.funnelDays.positionSum,
      })
      .from(schema.funnelDays)
      .where(eq(schema.funnelDays.projectId, ctx.projectId))
      .orderBy(schema.funnelDays.dimension, schema.funnelDays.value),
  );

test("the canary stands in every table that the register finds by its owner", async () => {
  const canary = await makeCanary(collector, newWord());
  await request(canary);
  const counts = await rowsOf(canary);
  const found = personalTables.filter(({ owners }) => owners.length > 0);
  expect(found.filter(({ words }) => counts[words] === 0).map(({ words }) => words)).toEqual([]);
  expect(Object.keys(await placesOf(canary.word)).length).toBeGreaterThan(12);
});

describe("an erased person", () => {
  it("is nowhere in the database, and the others are as they were", async () => {
    const canary = await makeCanary(collector, newWord());
    const other = await makeCanary(collector, newWord());
    const before = await placesOf(other.word);
    const erasureId = await request(canary);
    expect(await eraseNext(canary.ctx.projectId, canary.ctx.clock, { batch: 3 })).toBe(true);

    expect(await placesOf(canary.word)).toEqual({});
    for (const id of canary.profileIds) {
      // As an id that leads nowhere: who did what remains to be seen, but not to whom.
      const left = { ...(await placesOf(id)), ...(await placesOf(showId("profile", id))) };
      const places = [
        ...["audit_log", "domain_events", "idempotency_keys"],
        ...["webhook_deliveries", "webhook_messages"],
      ];
      expect(places).toEqual(expect.arrayContaining(Object.keys(left)));
    }
    expect(await placesOf(other.word)).toEqual(before);
    const counts = await rowsOf(canary);
    const gone = personalTables.filter(({ erasure }) => erasure.rows === "deleted");
    expect(gone.filter(({ words }) => counts[words] !== 0)).toEqual([]);
    expect((await getErasure(canary.ctx, erasureId)).state).toBe("done");
  });

  it("is not named by what the team had blocked, and the other blocked values stay", async () => {
    const { ctx, word, ...canary } = await makeCanary(collector, newWord());
    for (const value of [`usr_${word}`, "guest"]) await blockId(ctx, { value, reason: "Sent by mistake" });
    expect(await placesOf(word)).toHaveProperty("blocked_ids");
    await request({ ctx, word, ...canary });
    await eraseNext(ctx.projectId, ctx.clock);
    expect(await placesOf(word)).toEqual({});
    expect((await listBlockedIds(ctx)).map(({ value }) => value)).toEqual(["guest"]);
  });

  it("leaves a receipt with counts, times and keyed sums", async () => {
    const canary = await makeCanary(collector, newWord());
    const erasureId = await request(canary);
    await eraseNext(canary.ctx.projectId, canary.ctx.clock);
    const { receipt, reason, finishedAt } = await getErasure(canary.ctx, erasureId);
    expect(reason).toBeNull();
    expect(finishedAt).toEqual(canary.ctx.clock.now());
    expect(receipt).toMatchObject({
      erasure: erasureId,
      profiles: 2,
      removed: { Profiles: 2, Visits: 2, Notes: 2, Tags: 1, "Events of visits": 4 },
      suppressed: { profile: 2, email: 2, user_id: 2, app_user_id: 1, provider_customer_id: 1 },
      searchedAgain: { rows: 0 },
    });
    expect(receipt?.subjects).toHaveLength(2);
    for (const name of canary.names)
      expect(await findPastErasure(canary.ctx, name), name.value).toMatchObject({ finishedAt });
    const stranger = await memberCtx("owner");
    for (const name of canary.names) expect(await findPastErasure(stranger, name)).toBeNull();
  });

  it("raises profile.erased, and the facts before it keep ids alone", async () => {
    const canary = await makeCanary(collector, newWord());
    const erasureId = await request(canary);
    await eraseNext(canary.ctx.projectId, canary.ctx.clock);
    const facts = await inSystem((tx) =>
      tx
        .select()
        .from(schema.domainEvents)
        .where(
          and(
            eq(schema.domainEvents.projectId, canary.ctx.projectId),
            inArray(schema.domainEvents.profileId, canary.profileIds),
          ),
        )
        .orderBy(schema.domainEvents.sequence),
    );
    const last = facts.filter(({ type }) => type === "profile.erased");
    expect(last).toMatchObject([
      {
        profileId: canary.profileIds[0],
        payload: {
          erasure_id: erasureId,
          profile_ids: canary.profileIds.map((id) => showId("profile", id)).toSorted(),
        },
      },
    ]);
    const texts = facts.flatMap(({ payload }) => Object.values(payload).flat());
    expect(texts.filter((text) => !/^[a-z]{3,4}_[0-9a-z]{26}$/.test(String(text)))).toEqual([]);
  });

  it("still counts in the totals of its funnels, however often they are counted again", async () => {
    const canary = await makeCanary(collector, newWord());
    const { projectId, clock } = canary.ctx;
    // Where nobody else was, the screens would be put among the others.
    const events = ["welcome", "final"].map((screen) =>
      eventOf(clock.now(), { properties: { screen_id: screen } }),
    );
    await collector.post(collector.batch({ events }));
    const day = clock.now().toISOString().slice(0, 10);
    await recountFunnelDays(projectId, { from: day, to: day }, clock);
    const before = await funnelDaysOf(canary);
    expect(before.find(({ dimension }) => dimension === "total")?.visits).toBe(4);
    await request(canary);
    await eraseNext(projectId, clock, { batch: 1 });
    for (let time = 0; time < 2; time++) {
      await recountFunnelDays(projectId, { from: day, to: day }, clock);
      expect(await funnelDaysOf(canary)).toEqual(before);
    }
  });
});

describe("a worker that dies", () => {
  it("is taken over when its lease ends, from where it was, and the receipt counts all of it once", async () => {
    const whole = await makeCanary(collector, newWord());
    const wholeId = await request(whole);
    await eraseNext(whole.ctx.projectId, whole.ctx.clock);

    const canary = await makeCanary(collector, newWord());
    const erasureId = await request(canary);
    let [turns, deaths] = [0, 0];
    const die = () => {
      if (deaths < 6 && ++turns % 5 === 0) throw new Error("killed");
      return true;
    };
    for (let isDone = false; !isDone; ) {
      const clock = clockAt(canary, 61 * deaths);
      isDone = await eraseNext(canary.ctx.projectId, clock, { batch: 4, goOn: die }).catch(() => false);
      if (isDone) break;
      deaths += 1;
      expect(await eraseNext(canary.ctx.projectId, clock), "while the lease holds").toBe(false);
    }
    expect(deaths).toBe(6);
    expect(await placesOf(canary.word)).toEqual({});
    const [one, other] = [await getErasure(canary.ctx, erasureId), await getErasure(whole.ctx, wholeId)];
    expect(one.receipt?.removed).toEqual(other.receipt?.removed);
    expect(one.attempts).toBe(deaths + 1);
  });

  it("gives its case back when it is asked to stop", async () => {
    const canary = await makeCanary(collector, newWord());
    const erasureId = await request(canary);
    let turns = 3;
    const goOn = () => turns-- > 0;
    expect(await eraseNext(canary.ctx.projectId, canary.ctx.clock, { batch: 1, goOn })).toBe(false);
    expect((await getErasure(canary.ctx, erasureId)).state).toBe("running");
    expect(await eraseNext(canary.ctx.projectId, canary.ctx.clock)).toBe(true);
    expect(await placesOf(canary.word)).toEqual({});
  });
});

describe("a page that still has the key of an erased person", () => {
  it("is told so for each event, and nothing is stored, not even of its funnel", async () => {
    const canary = await makeCanary(collector, newWord());
    await request(canary);
    await eraseNext(canary.ctx.projectId, canary.ctx.clock);
    const before = await placesOf(canary.ctx.projectId);
    for (const visitor of canary.visitors) {
      const batch = { ...batchOfCanary(collector, visitor, canary.word), funnel: { id: "new-funnel" } };
      const answer = await collector.post(batch);
      expect(answer.status).toBe(202);
      expect(answer.body).toMatchObject({
        accepted: 0,
        duplicates: 0,
        rejected: [
          { index: 0, code: "erased" },
          { index: 1, code: "erased" },
        ],
      });
    }
    expect(await placesOf(canary.word)).toEqual({});
    expect(await placesOf(canary.ctx.projectId)).toEqual(before);
  });

  it("does not hold up others in the same group", async () => {
    const canary = await makeCanary(collector, newWord());
    await request(canary);
    await eraseNext(canary.ctx.projectId, canary.ctx.clock);
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, () => collector.post(collector.batch({ visitor: visitorKey() }))),
      collector.post(batchOfCanary(collector, canary.visitors[0], canary.word)),
    ]);
    expect(answers.map(({ body }) => body.accepted)).toEqual([...Array(10).fill(1), 0]);
  });

  it("leaves nothing behind when it goes on sending while the erasure runs", async () => {
    const canary = await makeCanary(collector, newWord());
    await request(canary);
    let isErasing = true;
    const visiting = canary.visitors.map(async (visitor) => {
      let sent = 0;
      for (; isErasing || sent < 5; sent++)
        await collector.post(batchOfCanary(collector, visitor, canary.word));
      return sent;
    });
    const erasing = eraseNext(canary.ctx.projectId, canary.ctx.clock, { batch: 50 });
    expect(
      await erasing.finally(() => {
        isErasing = false;
      }),
    ).toBe(true);
    expect(Math.min(...(await Promise.all(visiting)))).toBeGreaterThanOrEqual(5);
    expect(await placesOf(canary.word)).toEqual({});
  });
});
