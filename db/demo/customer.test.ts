import { expect, test } from "vitest";
import { troublesOf } from "@/tests/raised-facts";
import { addCustomer, type Population } from "./customer";
import { unusualEmails } from "./people";
import { noRows } from "./rows";

const population: Population = {
  projectId: "0192f0a0-0000-7000-8000-000000000001",
  seed: 1,
  now: new Date("2026-11-20T10:00:00Z"),
  days: 90,
  sessionsPerCustomer: 1.45,
};

function make(count: number, of: Population = population) {
  const rows = noRows();
  for (let index = 0; index < count; index++) addCustomer(rows, of, index);
  return rows;
}

test("the same seed and moment give the same customers, another seed gives others", () => {
  expect(make(200)).toEqual(make(200));
  const ids = new Set(make(200).profiles.map((profile) => profile.id));
  expect(make(200, { ...population, seed: 2 }).profiles.some((profile) => ids.has(profile.id))).toBe(false);
});

test("nothing happens after now or before the first visit, and every fact has its number", () => {
  const rows = make(1_500);
  const ahead = rows.session_events.filter((event) => event.receivedAt > population.now);
  expect(ahead).toEqual([]);
  const late = rows.session_events.filter((event) => event.receivedAt > event.occurredAt);
  expect(late.length / rows.session_events.length).toBeGreaterThan(0.005);
  expect(late.length / rows.session_events.length).toBeLessThan(0.05);
  for (const profile of rows.profiles) {
    const visits = rows.sessions.filter((session) => session.profileId === profile.id);
    expect(visits[0]?.startedAt).toEqual(profile.createdAt);
    expect(visits.at(-1)?.lastEventAt).toEqual(profile.lastSeenAt);
    const facts = rows.domain_events.filter((fact) => fact.profileId === profile.id);
    expect(facts.map((fact) => fact.sequence)).toEqual(facts.map((_, index) => index + 1));
    expect(profile.eventSequence).toBe(facts.length);
    if (facts[0]) expect(facts[0].type).toBe("profile.created");
  }
});

test("there are known and anonymous people, previews, returning visitors, bots that count nowhere", () => {
  const rows = make(4_000);
  const share = (count: number) => count / rows.profiles.length;
  const known = rows.profiles.filter((profile) => profile.email !== null);
  expect(share(known.length)).toBeGreaterThan(0.2);
  expect(share(known.length)).toBeLessThan(0.3);
  expect(share(rows.sessions.length)).toBeGreaterThan(1.25);
  expect(rows.profiles.some((profile) => profile.environment === "preview")).toBe(true);
  expect(new Set(rows.profile_integrations.map((row) => row.provider)).size).toBe(4);
  const bots = new Set(rows.profiles.filter((profile) => profile.isBot).map((profile) => profile.id));
  expect(bots.size).toBeGreaterThan(0);
  expect(rows.profile_funnels.some((row) => bots.has(row.profileId))).toBe(false);
  expect(rows.domain_events.some((row) => bots.has(row.profileId))).toBe(false);
});

test("the unusual addresses are always there", () => {
  const emails = new Set(make(12).profiles.map((profile) => profile.email));
  expect(unusualEmails.filter((email) => !emails.has(email))).toEqual([]);
});

test("what endpoints were told fits the schemas that their receivers read", () => {
  const facts = make(1_500).domain_events;
  expect(troublesOf(facts)).toEqual([]);
  expect(new Set(facts.map(({ type }) => type)).size).toBeGreaterThan(15);
});
