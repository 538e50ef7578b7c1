import { afterAll, beforeAll, expect, test } from "vitest";
import { findId } from "@/lib/core/ids";
import { eventOf, receivedAt, startTestCollector, visitorKey } from "@/tests/ingest-client";

type TestCollector = Awaited<ReturnType<typeof startTestCollector>>;
let collector: TestCollector;
beforeAll(async () => {
  collector = await startTestCollector();
});
afterAll(() => collector.close());

test("a first visit becomes a profile, a session, its event, and two facts", async () => {
  const one = await startTestCollector();
  const answer = await one.post(one.batch());
  expect(answer).toMatchObject({ status: 202, body: { accepted: 1, duplicates: 0, rejected: [] } });
  const rows = await one.rows();
  const [profile] = rows.profiles;
  expect(profile).toMatchObject({
    environment: "production",
    createdAt: receivedAt,
    browser: "Safari",
    os: "iOS",
    device: "phone",
    language: "de-DE",
    timezone: "Europe/Berlin",
    isBot: false,
    eventSequence: 2,
  });
  expect(profile?.customerId).toBe(profile?.id);
  expect(findId("profile", String(answer.body.profile))).toBe(profile?.id);
  expect(findId("session", String(answer.body.session))).toBe(rows.sessions[0]?.id);
  expect(rows.sessions[0]).toMatchObject({ url: "https://quiz.example/start", startedAt: receivedAt });
  expect(rows.funnels).toMatchObject([{ alias: "quiz-1", environment: "production" }]);
  expect(rows.profileFunnels).toMatchObject([{ profileId: profile?.id, profileCreatedAt: receivedAt }]);
  expect(rows.facts.map(({ type, sequence }) => [type, sequence])).toEqual([
    ["profile.created", 1],
    ["onboarding.started", 2],
  ]);
  await one.close();
});

test("an answer names every origin, no credentials and the header that says when to come again", async () => {
  const { headers } = await collector.post(collector.batch());
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.get("access-control-allow-credentials")).toBeNull();
  expect(headers.get("access-control-expose-headers")).toBe("retry-after");
  const preflight = await fetch(`${collector.origin}/i/v1/batch`, { method: "OPTIONS" });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-headers")).toBe("content-type");
});

test("the same batch five times is stored once and acknowledged five times", async () => {
  const one = await startTestCollector();
  const batch = one.batch({
    inputs: { email: "Ann@Example.com", _USERID_: "u-1", goal: "sleep" },
    consent: { marketing: "granted", policyVersion: "2" },
    events: [eventOf(receivedAt), eventOf(receivedAt, { properties: { screen_id: "final_1" } })],
  });
  const answers = [];
  for (let time = 0; time < 5; time++) {
    answers.push((await one.post({ ...batch, sentAt: one.clock.now().getTime() })).body);
    one.clock.advance(700);
  }
  expect(answers.map(({ accepted, duplicates }) => [accepted, duplicates])).toEqual([
    [2, 0],
    [0, 2],
    [0, 2],
    [0, 2],
    [0, 2],
  ]);
  const rows = await one.rows();
  expect(rows.events).toHaveLength(2);
  expect(rows.consents).toHaveLength(1);
  expect(rows.facts.map(({ type, sequence }) => [type, sequence])).toEqual([
    ["profile.created", 1],
    ["onboarding.started", 2],
    ["profile.updated", 3],
    ["consent.updated", 4],
    ["onboarding.completed", 5],
  ]);
  expect(rows.profiles[0]).toMatchObject({ email: "ann@example.com", userId: "u-1", eventSequence: 5 });
  await one.close();
});

test("one visitor from ten sides at once is one profile with gapless facts", async () => {
  const one = await startTestCollector();
  const second = await startTestCollector();
  const visitor = visitorKey();
  const batches = Array.from({ length: 40 }, (_, index) =>
    one.batch({ visitor, session: visitorKey(), funnel: { id: `quiz-${index % 2}` } }),
  );
  // Two collectors in one database, as two machines would be.
  const answers = await Promise.all(
    batches.map((batch, index) =>
      (index % 2 ? one : second).post({ ...batch, key: one.key }).then(({ status }) => status),
    ),
  );
  expect(new Set(answers)).toEqual(new Set([202]));
  const rows = await one.rows();
  expect(rows.profiles).toHaveLength(1);
  expect(rows.sessions).toHaveLength(40);
  expect(rows.events).toHaveLength(40);
  expect(rows.facts.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 41 }, (_, i) => i + 1));
  expect(rows.facts.filter(({ type }) => type === "profile.created")).toHaveLength(1);
  await one.close();
  await second.close();
});
