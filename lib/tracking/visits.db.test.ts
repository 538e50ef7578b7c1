import { afterAll, beforeAll, expect, test } from "vitest";
import { eventOf, receivedAt, safari, visitorKey } from "@/tests/ingest-client";
import { startVisitors } from "@/tests/ingest-visitor";

let visits: Awaited<ReturnType<typeof startVisitors>>;
beforeAll(async () => {
  visits = await startVisitors();
});
afterAll(() => visits.close());

test("a second visit adds a session to the same customer, and keeps first and last touch apart", () =>
  visits.fresh(async () => {
    const ad = `https://quiz.example/${visits.visitor()}?utm_source=facebook&utm_campaign=sleep&fbclid=abc`;
    await visits.send(visits.batch({ page: { url: ad, referrer: "https://m.facebook.com/" } }));
    visits.at(60);
    await visits.send(visits.batch({ funnel: { id: "quiz-2", title: "Second quiz" } }));
    const rows = await visits.mine();
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
    expect(profile?.lastSeenAt).toEqual(visits.clock.now());
    expect(rows.facts.map(({ type }) => type)).toEqual([
      "profile.created",
      "onboarding.started",
      "onboarding.started",
    ]);
  }));

test("an event is placed by the distance between its time and the sending, however wrong the page's clock", () =>
  visits.fresh(async () => {
    const wrong = Date.UTC(2001, 0, 1);
    const late = eventOf(receivedAt, { at: wrong - 90_000, name: "late" });
    const ancient = eventOf(receivedAt, { at: wrong - 400 * 3_600_000, name: "ancient" });
    const future = eventOf(receivedAt, { at: wrong + 3_600_000, name: "future" });
    await visits.send(visits.batch({ sentAt: wrong, events: [late, ancient, future] }));
    const { events } = await visits.mine();
    const offsets = events.map((row) => [row.name, (row.occurredAt.getTime() - receivedAt.getTime()) / 1000]);
    expect(offsets).toEqual([
      ["ancient", -72 * 3600],
      ["late", -90],
      ["future", 300],
    ]);
    expect(events.map((row) => row.receivedAt)).toEqual([receivedAt, receivedAt, receivedAt]);
  }));

test("preview is a customer of its own, even with the same visitor key", () =>
  visits.fresh(async () => {
    await visits.send(visits.batch({ mode: "preview", funnel: { id: "only-previewed" } }));
    await visits.send(visits.batch());
    const rows = await visits.mine();
    expect(rows.profiles.map(({ environment }) => environment).sort()).toEqual(["preview", "production"]);
    expect(rows.events.map(({ environment }) => environment).sort()).toEqual(["preview", "production"]);
    expect(rows.facts.filter(({ environment }) => environment === "preview")).toHaveLength(2);
    expect(rows.funnels.find(({ alias }) => alias === "only-previewed")?.environment).toBe("preview");
  }));

test("a funnel that was only previewed goes live with its first real visit", () =>
  visits.fresh(async () => {
    await visits.send(visits.batch({ mode: "preview", funnel: { id: visits.visitor() } }));
    await visits.send(visits.batch({ funnel: { id: visits.visitor(), title: "Live" } }));
    const { funnels } = await visits.mine();
    expect(funnels.find(({ alias }) => alias === visits.visitor())).toMatchObject({
      environment: "production",
      title: "Live",
    });
  }));

test("reaching a final screen completes a visit once", () =>
  visits.fresh(async () => {
    const session = visitorKey();
    for (let time = 0; time < 3; time++)
      await visits.send(
        visits.batch({
          session,
          events: [eventOf(receivedAt, { properties: { screen_id: "final-offer" } })],
        }),
      );
    const rows = await visits.mine();
    expect(rows.sessions[0]?.completedAt).toEqual(receivedAt);
    expect(rows.facts.filter(({ type }) => type === "onboarding.completed")).toHaveLength(1);
  }));

test.each([
  ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"],
  ["python-requests/2.31"],
  [`${safari} ${"x".repeat(600)}`],
])("%.40s is flagged, raises no facts and counts in no list", (agent) =>
  visits.fresh(async () => {
    await visits.send(visits.batch({ visitor: visitorKey(), page: { url: "https://quiz.example/" } }));
    await visits.send(visits.batch(), { "user-agent": agent });
    const rows = await visits.mine();
    expect(rows.profiles).toMatchObject([{ isBot: true, eventSequence: 0 }]);
    expect(rows.sessions).toMatchObject([{ isBot: true }]);
    expect(rows.profileFunnels).toEqual([]);
    expect(rows.facts).toEqual([]);
  }),
);

test("NUL, lone surrogates and prototype keys reach no table", () =>
  visits.fresh(async () => {
    const properties = JSON.parse(
      '{"a\\u0000b":"x\\u0000y","half":"\\ud83d","__proto__":{"z":1},"__pro\\u0000to__":1,"n":{"constructor":1,"ok":"\\ud83d\\ude00"}}',
    );
    const inputs = { "k\u0000ey": "v\ud83d", email: "a\u0000nn@example.com" };
    const title = "Quiz\u0000 \ud83d";
    const events = [eventOf(receivedAt, { properties })];
    await visits.send(visits.batch({ funnel: { id: `f${visits.visitor()}`, title }, inputs, events }));
    const rows = await visits.mine();
    expect(rows.events[0]?.properties).toEqual({ ab: "xy", half: "\ufffd", n: { ok: "😀" } });
    expect(rows.answers).toMatchObject([{ key: "key", value: "v\ufffd" }]);
    expect(rows.profiles[0]?.email).toBe("ann@example.com");
    expect(rows.funnels.find(({ alias }) => alias === `f${visits.visitor()}`)?.title).toBe("Quiz \ufffd");
  }));
