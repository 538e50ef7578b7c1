import { randomBytes } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as schema from "@/db/schema";
import { setAttributesOperation } from "@/lib/attributes/operations";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { onceOnly } from "@/lib/core/idempotency";
import { newId, showId } from "@/lib/core/ids";
import { recountFunnelDays } from "@/lib/funnels/recount";
import {
  blockId,
  identifyCustomer,
  mergeCustomers,
  unblockId,
  unmergeCustomers,
} from "@/lib/identity/commands";
import { operations } from "@/lib/openapi/operations";
import { profileIdOf } from "@/lib/tracking/ids";
import { ownerOf } from "@/tests/canary";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { eventOf, startTestCollector, visitorKey } from "@/tests/ingest-client";
import { makeProfile, minutesAgo } from "@/tests/visits";
import { placesOf } from "@/tests/whole-database";
import { requestErasure } from "./commands";
import { eraseNext } from "./erase";

const shown = (profile: { id: string }) => showId("profile", profile.id);
/** Letters alone: no word that an erasure would look for by itself. */
const newWord = () =>
  `zqtrace${[...randomBytes(6)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("")}`;

async function erase(ctx: Ctx, profile: { id: string }, batch = 2): Promise<void> {
  await requestErasure(ctx, { customers: [shown(profile)], holdDays: 0, reason: null });
  expect(await eraseNext(ctx.projectId, ctx.clock, { batch })).toBe(true);
}

async function nameIt(
  ctx: Ctx,
  { id: profileId }: { id: string },
  kind: "user_id" | "app_user_id",
  value: string,
): Promise<void> {
  await inSystem((tx) =>
    tx.insert(schema.profileIdentifiers).values({
      projectId: ctx.projectId,
      profileId,
      kind,
      value,
      searchText: value,
      environment: "production",
      profileCreatedAt: testNow,
      firstSeenAt: testNow,
      lastSeenAt: testNow,
    }),
  );
}

async function ownerCtx() {
  return { ...(await memberCtx("owner")), clock: fixedClock(testNow) };
}

describe("the answers kept for repeated requests", () => {
  async function setOnce(ctx: Ctx, profile: { id: string }, value: string): Promise<void> {
    const attempt = {
      keyId: newId(testNow),
      key: randomBytes(8).toString("hex"),
      requestHash: Buffer.alloc(32),
    };
    await onceOnly(ctx, attempt, async (inside) => {
      const body = { attributes: { city: { value } } };
      const work = { ctx: inside, params: { customer: shown(profile) }, query: {}, body };
      return { status: 200, body: JSON.stringify(await setAttributesOperation.run(work)) };
    });
  }

  it("hold nothing of an erased person, and all of the others", async () => {
    const ctx = await ownerCtx();
    const [person, other] = [await makeProfile(ctx), await makeProfile(ctx)];
    const [word, kept] = [newWord(), newWord()];
    for (let time = 0; time < 3; time++) {
      await setOnce(ctx, other, `${kept}${time}`);
      await setOnce(ctx, person, `${word}${time}`);
    }
    expect(await placesOf(word)).toHaveProperty("idempotency_keys", 3);
    await erase(ctx, person);
    expect(await placesOf(word)).toEqual({});
    expect(await placesOf(kept)).toHaveProperty("idempotency_keys", 3);
  });

  it("hold nothing that was answered while the person was one customer with somebody else", async () => {
    const ctx = await ownerCtx();
    const stays = await makeProfile(ctx, { createdAt: minutesAgo(60) });
    const person = await makeProfile(ctx, { createdAt: minutesAgo(30) });
    const word = newWord();
    await setOnce(ctx, person, word);
    const { mergeId } = await mergeCustomers(ctx, { customer: shown(person), other: shown(stays) });
    await setOnce(ctx, stays, "elsewhere");
    await unmergeCustomers(ctx, { merge: mergeId });
    await erase(ctx, person);
    expect(await placesOf(word)).toEqual({});
    expect(Object.keys(await placesOf("elsewhere"))).toContain("attributes");
  });

  it("name the customer in every answer about one", () => {
    const about =
      /\{(customer|subscription|order|transaction|dispute)\}|^\/(subscriptions|transactions|disputes)$/;
    const posts = operations.filter(
      ({ method, path }) => method === "POST" && about.test(path) && !path.endsWith("/preview"),
    );
    expect(posts.length).toBeGreaterThan(20);
    const nameless = posts.filter(({ answer }) => {
      const text = JSON.stringify(answer ? Object.keys(Reflect.get(answer, "shape") ?? {}) : []);
      return answer !== null && !/"(customerId|profileId|customer|userId)"/.test(text);
    });
    expect(nameless.map(({ id }) => id)).toEqual([]);
  });
});

describe("the counts of a funnel", () => {
  it("keep an address and a screen where others were too, and put those of one person alone among the others", async () => {
    const collector = await startTestCollector();
    try {
      const ctx = ownerOf(collector);
      const word = newWord();
      const now = collector.clock.now();
      const seen = (screen: string) => eventOf(now, { properties: { screen_id: screen } });
      const visit = async (path: string, screens: string[]) => {
        const visitor = visitorKey();
        const answer = await collector.post(
          collector.batch({
            visitor,
            page: { url: `https://quiz.example/${path}` },
            events: screens.map(seen),
          }),
        );
        expect(answer.status).toBe(202);
        return { id: profileIdOf(ctx.projectId, "production", visitor) };
      };
      const person = await visit("start", ["welcome", `hello ${word}`]);
      const joined = await visit(`for/${word}`, ["welcome"]);
      await visit("start", ["welcome"]);
      await mergeCustomers(ctx, { customer: shown(person), other: shown(joined) });
      const day = now.toISOString().slice(0, 10);
      const days = async () => {
        const rows = await inSystem((tx) =>
          tx.select().from(schema.funnelDays).where(eq(schema.funnelDays.projectId, ctx.projectId)),
        );
        return Object.fromEntries(
          rows.map(({ dimension, value, visits }) => [`${dimension} ${value.replace(word, "…")}`, visits]),
        );
      };
      await recountFunnelDays(ctx.projectId, { from: day, to: day }, ctx.clock);
      const before = await days();
      expect(before).toMatchObject({
        "url https://quiz.example/start": 2,
        "url https://quiz.example/for/…": 1,
        "screen hello …": 1,
      });
      await erase(ctx, person, 1);
      expect(await placesOf(word)).toEqual({});
      const { "url https://quiz.example/for/…": _, "screen hello …": __, ...rest } = before;
      const after = { ...rest, "url (other)": 1, "screen (other)": 1 };
      expect(await days()).toEqual(after);
      await recountFunnelDays(ctx.projectId, { from: day, to: day }, ctx.clock);
      expect(await days()).toEqual(after);
    } finally {
      await collector.close();
    }
  });
});

describe("the audit log", () => {
  it("says what was blocked in its details alone, and no more once it was the name of an erased person", async () => {
    const ctx = await ownerCtx();
    const word = newWord();
    const person = await makeProfile(ctx);
    await nameIt(ctx, person, "app_user_id", word);
    await blockId(ctx, { value: word, reason: `${word} is a robot` });
    await unblockId(ctx, { value: word });
    await blockId(ctx, { value: "robot-1" });
    const entries = (await auditOf(ctx)).filter(({ action }) => action.startsWith("blocked_id"));
    expect(entries.map(({ subject }) => subject)).toEqual(Array(3).fill("blocked_id"));
    await erase(ctx, person);
    expect(await placesOf(word)).toEqual({});
    const left = (await auditOf(ctx)).filter(({ action }) => action.startsWith("blocked_id"));
    expect(left.flatMap(({ details }) => details ?? [])).toEqual([{ after: { value: "robot-1" } }]);
  });

  it("names by its id whose app user id was given up for another one", async () => {
    const ctx = await ownerCtx();
    const word = newWord();
    const person = await makeProfile(ctx, { userId: word });
    await nameIt(ctx, person, "user_id", word);
    const done = await identifyCustomer(ctx, { current: word, appUserId: "next-user" });
    expect(done.outcome).toBe("switch");
    await erase(ctx, person);
    expect(await placesOf(word)).toEqual({});
    const [entry] = (await auditOf(ctx)).filter(({ action }) => action === "customer.identify");
    expect(entry?.details).toMatchObject({ after: { current: shown(person), appUserId: "next-user" } });
  });
});

it("leaves nothing with those who were merged with the person only through somebody else", async () => {
  const ctx = await ownerCtx();
  const later = () => ctx.clock.advance(1_000);
  const word = newWord();
  const email = `${word}@example.com`;
  const [oldest, middle, person, young, youngest] = [
    await makeProfile(ctx, { createdAt: minutesAgo(90) }),
    await makeProfile(ctx, { createdAt: minutesAgo(60) }),
    await makeProfile(ctx, { createdAt: minutesAgo(30), email }),
    await makeProfile(ctx, { createdAt: minutesAgo(10) }),
    await makeProfile(ctx, { createdAt: minutesAgo(5) }),
  ];
  const merge = async (one: { id: string }, other: { id: string }, reason: string) => {
    later();
    return mergeCustomers(ctx, { customer: shown(one), other: shown(other), reason });
  };
  const merges = [
    await merge(middle, person, "same phone"),
    await merge(oldest, middle, `same as ${email}`),
    await merge(oldest, young, `wrote from ${email} too`),
  ];
  later();
  await unmergeCustomers(ctx, { merge: merges[2]?.mergeId ?? "", reason: `not ${email} at all` });
  later();
  await unmergeCustomers(ctx, { merge: merges[0]?.mergeId ?? "" });
  await merge(young, youngest, `not ${email} either`);
  later();
  await erase(ctx, person);
  expect(await placesOf(word)).toEqual({});
  const left = await inSystem((tx) =>
    tx
      .select({ reason: schema.merges.reason })
      .from(schema.merges)
      .where(and(eq(schema.merges.projectId, ctx.projectId))),
  );
  expect(left).toHaveLength(3);
});
