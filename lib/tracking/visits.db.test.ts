import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attributes } from "@/db/schema/profiles";
import { inSystem } from "@/lib/core/database";
import { eventOf, receivedAt, safari, startTestCollector, visitorKey } from "@/tests/ingest-client";

let one: Awaited<ReturnType<typeof startTestCollector>>;
let visitor: string;

beforeAll(async () => {
  one = await startTestCollector();
});
afterAll(() => one.close());

/** Rows of the visitor of this test alone. */
async function mine() {
  const rows = await one.rows();
  const ids = new Set(rows.sessions.filter(({ url }) => url.includes(visitor)).map((row) => row.profileId));
  const own = <Row extends { profileId: string }>(list: Row[]) =>
    list.filter((row) => ids.has(row.profileId));
  return {
    profiles: rows.profiles.filter((row) => ids.has(row.id)),
    sessions: own(rows.sessions),
    events: own(rows.events),
    answers: own(rows.answers),
    attributes: own(rows.attributes),
    identifiers: own(rows.identifiers),
    consents: own(rows.consents),
    profileFunnels: own(rows.profileFunnels),
    facts: own(rows.facts),
    funnels: rows.funnels,
  };
}

function batch(changes: Record<string, unknown> = {}) {
  const page = { url: `https://quiz.example/${visitor}`, language: "de-DE" };
  return one.batch({ visitor, page, ...changes });
}

async function send(body: unknown, headers: Record<string, string> = {}) {
  const answer = await one.post(body, headers);
  expect(answer.status).toBe(202);
  return answer.body;
}

function at(minutes: number) {
  one.clock.set(new Date(receivedAt.getTime() + minutes * 60_000));
}

async function fresh(work: () => Promise<void>) {
  visitor = visitorKey();
  at(0);
  await work();
}

test("a second visit adds a session to the same customer, and keeps first and last touch apart", () =>
  fresh(async () => {
    const ad = `https://quiz.example/${visitor}?utm_source=facebook&utm_campaign=sleep&fbclid=abc`;
    await send(batch({ page: { url: ad, referrer: "https://m.facebook.com/" } }));
    at(60);
    await send(batch({ funnel: { id: "quiz-2", title: "Second quiz" } }));
    const rows = await mine();
    expect(rows.profiles).toHaveLength(1);
    expect(rows.sessions).toHaveLength(2);
    expect(rows.profileFunnels).toHaveLength(2);
    const [profile] = rows.profiles;
    expect(profile?.firstTouch).toMatchObject({
      source: "facebook",
      campaign: "sleep",
      clickIds: { fbclid: "abc" },
    });
    // A direct visit is no campaign: the last one that was stays the last touch.
    expect(profile?.lastTouch).toMatchObject({ source: "facebook" });
    expect(profile?.lastFunnelId).toBe(rows.funnels.find(({ alias }) => alias === "quiz-2")?.id);
    expect(profile?.lastSeenAt).toEqual(one.clock.now());
    expect(rows.facts.map(({ type }) => type)).toEqual([
      "profile.created",
      "onboarding.started",
      "onboarding.started",
    ]);
  }));

test("an event is placed by the distance between its time and the sending, however wrong the page's clock", () =>
  fresh(async () => {
    const wrong = Date.UTC(2001, 0, 1);
    const late = eventOf(receivedAt, { at: wrong - 90_000, name: "late" });
    const ancient = eventOf(receivedAt, { at: wrong - 400 * 3_600_000, name: "ancient" });
    const future = eventOf(receivedAt, { at: wrong + 3_600_000, name: "future" });
    await send(batch({ sentAt: wrong, events: [late, ancient, future] }));
    const { events } = await mine();
    const offsets = events.map((row) => [row.name, (row.occurredAt.getTime() - receivedAt.getTime()) / 1000]);
    expect(offsets).toEqual([
      ["ancient", -72 * 3600],
      ["late", -90],
      ["future", 300],
    ]);
    expect(events.map((row) => row.receivedAt)).toEqual([receivedAt, receivedAt, receivedAt]);
  }));

test("a batch that was held back moves the start of its visit, and does not bring an old email back", () =>
  fresh(async () => {
    const session = visitorKey();
    at(10);
    await send(batch({ session, inputs: { email: "new@example.com" } }));
    const first = new Date(receivedAt.getTime());
    const page = { url: `https://quiz.example/${visitor}/first` };
    await send(batch({ session, page, inputs: { email: "old@example.com" }, events: [eventOf(first)] }));
    const rows = await mine();
    expect(rows.sessions).toMatchObject([{ startedAt: first, url: page.url }]);
    expect(rows.profiles[0]?.email).toBe("new@example.com");
    expect(rows.identifiers.map(({ value }) => value)).toEqual(["new@example.com", "old@example.com"]);
    expect(rows.facts.filter(({ type }) => type === "profile.updated")).toHaveLength(1);
  }));

test("an email is kept in lower case, its predecessor stays findable, and only a change is a fact", () =>
  fresh(async () => {
    const session = visitorKey();
    for (const email of ["Ann@Example.COM", "ann@example.com", "ann2@example.com"]) {
      await send(batch({ session, inputs: { email, _USERID_: "User-7" } }));
      at(5);
    }
    const rows = await mine();
    expect(rows.profiles[0]).toMatchObject({ email: "ann2@example.com", userId: "User-7" });
    expect(rows.identifiers.map(({ kind, value, searchText }) => [kind, value, searchText])).toEqual([
      ["user_id", "User-7", "user-7"],
      ["email", "ann2@example.com", "ann2@example.com"],
      ["email", "ann@example.com", "ann@example.com"],
    ]);
    const updates = rows.facts.filter(({ type }) => type === "profile.updated").map(({ payload }) => payload);
    expect(updates).toMatchObject([
      {
        email: "ann@example.com",
        user_id: "User-7",
        previous: { email: null, user_id: null },
      },
      { email: "ann2@example.com", previous: { email: "ann@example.com" } },
    ]);
    expect(rows.answers).toEqual([]);
  }));

test("what is no address or too long for an id is not taken for a person", () =>
  fresh(async () => {
    const bad = ["", "ann", "ann@", "a b@c.de", "a@b", "<a@b.de>", "a@b..de", `${"a".repeat(250)}@b.de`];
    for (const email of bad) await send(batch({ inputs: { email, _USERID_: "x".repeat(256) } }));
    const rows = await mine();
    expect(rows.identifiers).toEqual([]);
    expect(rows.profiles[0]).toMatchObject({ email: null, userId: null });
  }));

test("two visitors who give one email stay two customers", () =>
  fresh(async () => {
    const email = `${visitor}@example.com`;
    await send(batch({ inputs: { email } }));
    await send(batch({ visitor: visitorKey(), inputs: { email } }));
    const rows = await mine();
    expect(rows.profiles.map((row) => row.customerId === row.id)).toEqual([true, true]);
    expect(rows.identifiers).toHaveLength(2);
  }));

test("other inputs are answers of the visit, and attributes where the key is legal", () =>
  fresh(async () => {
    const session = visitorKey();
    await send(
      batch({ session, inputs: { goal: "sleep", age: 30, "bad key": "x", $reserved: "y", empty: "" } }),
    );
    at(1);
    await send(batch({ session, inputs: { goal: "focus" } }));
    const rows = await mine();
    expect(Object.fromEntries(rows.answers.map(({ key, value }) => [key, value]))).toEqual({
      goal: "focus",
      age: "30",
      "bad key": "x",
      $reserved: "y",
      empty: "",
    });
    expect(Object.fromEntries(rows.attributes.map(({ key, value }) => [key, value]))).toEqual({
      goal: "focus",
      age: "30",
    });
    expect(new Set(rows.attributes.map(({ source }) => source))).toEqual(new Set(["funnel"]));
  }));

test("a customer keeps fifty attributes from funnels, and every answer", () =>
  fresh(async () => {
    for (let round = 0; round < 2; round++) {
      const inputs = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`key_${round}_${n}`, "v"]));
      await send(batch({ inputs }));
    }
    const rows = await mine();
    expect(rows.attributes).toHaveLength(50);
    expect(rows.answers).toHaveLength(80);
  }));

test("preview is a customer of its own, even with the same visitor key", () =>
  fresh(async () => {
    await send(batch({ mode: "preview", funnel: { id: "only-previewed" } }));
    await send(batch());
    const rows = await mine();
    expect(rows.profiles.map(({ environment }) => environment).sort()).toEqual(["preview", "production"]);
    expect(rows.events.map(({ environment }) => environment).sort()).toEqual(["preview", "production"]);
    expect(rows.facts.filter(({ environment }) => environment === "preview")).toHaveLength(2);
    expect(rows.funnels.find(({ alias }) => alias === "only-previewed")?.environment).toBe("preview");
  }));

test("a funnel that was only previewed goes live with its first real visit", () =>
  fresh(async () => {
    await send(batch({ mode: "preview", funnel: { id: visitor } }));
    await send(batch({ funnel: { id: visitor, title: "Live" } }));
    const { funnels } = await mine();
    expect(funnels.find(({ alias }) => alias === visitor)).toMatchObject({
      environment: "production",
      title: "Live",
    });
  }));

test("consent is kept each time it changes, with its policy and a fact", () =>
  fresh(async () => {
    const session = visitorKey();
    const said = [
      { marketing: "granted", analytics: "granted", policyVersion: "3" },
      { marketing: "granted", policyVersion: "3" },
      { marketing: "denied", policyVersion: "3" },
      { marketing: "granted", policyVersion: "4" },
    ];
    for (const [index, consent] of said.entries()) {
      at(index);
      await send(batch({ session, consent }));
    }
    const rows = await mine();
    const marketing = rows.consents.filter(({ purpose }) => purpose === "marketing");
    expect(marketing.map(({ state, policyVersion }) => [state, policyVersion])).toEqual([
      ["granted", "3"],
      ["denied", "3"],
      ["granted", "4"],
    ]);
    expect(rows.facts.filter(({ type }) => type === "consent.updated")).toHaveLength(4);
  }));

test("reaching a final screen completes a visit once", () =>
  fresh(async () => {
    const session = visitorKey();
    for (let time = 0; time < 3; time++)
      await send(
        batch({ session, events: [eventOf(receivedAt, { properties: { screen_id: "final-offer" } })] }),
      );
    const rows = await mine();
    expect(rows.sessions[0]?.completedAt).toEqual(receivedAt);
    expect(rows.facts.filter(({ type }) => type === "onboarding.completed")).toHaveLength(1);
  }));

test.each([
  ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"],
  ["python-requests/2.31"],
  [`${safari} ${"x".repeat(600)}`],
])("%.40s is flagged, raises no facts and counts in no list", (agent) =>
  fresh(async () => {
    await send(batch(), { "user-agent": agent });
    const rows = await mine();
    expect(rows.profiles).toMatchObject([{ isBot: true, eventSequence: 0 }]);
    expect(rows.sessions).toMatchObject([{ isBot: true }]);
    expect(rows.profileFunnels).toEqual([]);
    expect(rows.facts).toEqual([]);
  }),
);

test("NUL, lone surrogates and prototype keys reach no table", () =>
  fresh(async () => {
    const properties = JSON.parse(
      '{"a\\u0000b":"x\\u0000y","half":"\\ud83d","__proto__":{"z":1},"__pro\\u0000to__":1,"n":{"constructor":1,"ok":"\\ud83d\\ude00"}}',
    );
    const inputs = { "k\u0000ey": "v\ud83d", email: "a\u0000nn@example.com" };
    const title = "Quiz\u0000 \ud83d";
    const events = [eventOf(receivedAt, { properties })];
    await send(batch({ funnel: { id: `f${visitor}`, title }, inputs, events }));
    const rows = await mine();
    expect(rows.events[0]?.properties).toEqual({ ab: "xy", half: "\ufffd", n: { ok: "😀" } });
    expect(rows.answers).toMatchObject([{ key: "key", value: "v\ufffd" }]);
    expect(rows.profiles[0]?.email).toBe("ann@example.com");
    expect(rows.funnels.find(({ alias }) => alias === `f${visitor}`)?.title).toBe("Quiz \ufffd");
  }));

test("what an agent set on a customer is not overwritten by a page", () =>
  fresh(async () => {
    await send(batch({ inputs: { plan: "free" } }));
    const { profiles } = await mine();
    await setByConsole(profiles[0]?.id ?? "", "plan", "gold");
    at(5);
    await send(batch({ inputs: { plan: "hacked" } }));
    expect((await mine()).attributes).toMatchObject([{ key: "plan", value: "gold", source: "console" }]);
  }));

async function setByConsole(profileId: string, key: string, value: string) {
  await inSystem((tx) =>
    tx
      .update(attributes)
      .set({ value, source: "console" })
      .where(
        and(
          eq(attributes.projectId, one.projectId),
          eq(attributes.profileId, profileId),
          eq(attributes.key, key),
        ),
      ),
  );
}
