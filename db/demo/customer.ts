import type { Environment } from "../columns";
import { type Browser, browsers } from "./browsers";
import { type Fact, recordFacts } from "./facts";
import { demoFunnels } from "./funnels";
import { demoProfileId } from "./ids";
import { linkProviders } from "./links";
import { addNotesAndTags } from "./notes";
import { makeEmail, unusualEmails } from "./people";
import { places } from "./places";
import { addPurchases, nothingBought } from "./purchases";
import { makeRandom, type Random, weighted } from "./random";
import type { Rows } from "./rows";
import { makeVisit, policyVersion, type Visit } from "./visit";

export type Population = {
  projectId: string;
  seed: number;
  /** The newest moment; history reaches back `days` from here. */
  now: Date;
  days: number;
  /** Mean number of visits of a customer. */
  sessionsPerCustomer: number;
  /** The user who wrote the notes; the seed itself where nobody is named. */
  writtenBy?: string;
};

const pickBrowser = weighted(browsers);
const pickPlace = weighted(places);
const pickFunnel = weighted(demoFunnels);
const dayMs = 86_400_000;

/** Adds everything about customer number `index` to `rows`. The same population and index give the same rows. */
export function addCustomer(rows: Rows, population: Population, index: number): void {
  const { projectId } = population;
  const random = makeRandom(population.seed, index);
  // The first of the first seed have the unusual addresses, and go on until they have given them.
  const isSure = population.seed === 1 && index < unusualEmails.length;
  const browser = (isSure && browsers[index]) || pickBrowser(random);
  const place = pickPlace(random);
  const environment: Environment = !isSure && random.chance(0.04) ? "preview" : "production";
  const visitorKey = visitorKeyOf(population.seed, index);
  const profileId = demoProfileId(projectId, environment, visitorKey);
  const createdAt = firstVisit(population, random, isSure);
  const isKnown = !browser.isBot && (isSure || random.chance(0.68));
  const email = isKnown ? makeEmail(isSure ? index : null, random) : null;
  const visits = visitTimes(population, createdAt, environment, random).map((startedAt, number) =>
    makeVisit({
      projectId,
      environment,
      visitorKey,
      number,
      startedAt,
      now: population.now,
      funnel: (isSure && demoFunnels[0]) || pickFunnel(random),
      email,
      isSure,
      random,
    }),
  );
  const [first, last] = [visits[0], visits.at(-1)];
  if (!first || !last) throw new Error("A customer has at least one visit");
  const emailAt = visits.flatMap((visit) => (visit.emailAt ? [visit.emailAt] : []))[0] ?? null;
  const completedAt = visits.flatMap((visit) => (visit.completedAt ? [visit.completedAt] : []))[0] ?? null;
  const userId = emailAt && completedAt && random.chance(0.7) ? `user_${random.text(14)}` : null;
  const facts: Fact[] = visits.flatMap((visit) => visit.facts);
  if (userId && completedAt)
    facts.push({
      type: "profile.updated",
      at: completedAt,
      payload: { email, user_id: userId, previous: { user_id: null } },
    });
  const profile = {
    projectId,
    id: profileId,
    customerId: profileId,
    environment,
    createdAt,
    lastSeenAt: last.lastEventAt,
    email: emailAt && email,
    userId,
    identifiedAt: userId ? completedAt : emailAt,
    ...device(browser),
    country: place.country,
    language: random.pick(place.languages),
    timezone: place.timezone,
    firstTouch: first.touch,
    lastTouch: last.touch,
    firstFunnelId: first.funnelId,
    lastFunnelId: last.funnelId,
    isBot: browser.isBot,
    hasOptedIn: !browser.isBot && hasOptedIn(visits),
  };
  const buyer = { profile, visits, emailAt };
  const bought = browser.isBot ? nothingBought : addPurchases(rows, population, index, buyer);
  facts.push(...bought.facts);
  rows.profiles.push({ ...profile, eventSequence: browser.isBot ? 0 : facts.length + 1 });
  const attributes = new Map<string, Rows["attributes"][number]>();
  // A stream of its own, so that what is added later leaves the rest as it was.
  const later = makeRandom(population.seed + 40_000, index);
  for (const visit of visits) addVisit(rows, visit, profile, attributes, { random, later });
  rows.attributes.push(...attributes.values());
  if (browser.isBot) return;
  for (const funnelId of new Set(visits.map((visit) => visit.funnelId)))
    rows.profile_funnels.push({ projectId, funnelId, environment, profileCreatedAt: createdAt, profileId });
  addIdentifier(rows, profile, "email", profile.email, emailAt);
  addIdentifier(rows, profile, "user_id", userId, completedAt);
  linkProviders(rows, profile, emailAt, completedAt, random, bought.paid);
  recordFacts(rows, profile, facts, random);
  if (profile.email && environment === "production") addNotesAndTags(rows, population, profile, later);
}

export function visitorKeyOf(seed: number, index: number): string {
  return `demo-visitor-${seed}-${String(index).padStart(12, "0")}`;
}

export type DemoProfile = Omit<Rows["profiles"][number], "eventSequence">;

export function addIdentifier(
  rows: Rows,
  profile: DemoProfile,
  kind: Rows["profile_identifiers"][number]["kind"],
  value: string | null,
  at: Date | null,
): void {
  if (value === null || at === null) return;
  rows.profile_identifiers.push({
    projectId: profile.projectId,
    kind,
    value,
    profileId: profile.id,
    searchText: value.toLowerCase(),
    environment: profile.environment,
    profileCreatedAt: profile.createdAt,
    firstSeenAt: at,
    lastSeenAt: at,
  });
}

function addVisit(
  rows: Rows,
  visit: Visit,
  profile: DemoProfile,
  attributes: Map<string, Rows["attributes"][number]>,
  { random, later }: { random: Random; later: Random },
): void {
  const { projectId, id: profileId, environment } = profile;
  rows.sessions.push({
    projectId,
    id: visit.id,
    profileId,
    funnelId: visit.funnelId,
    environment,
    url: visit.touch.url,
    referrer: visit.touch.referrer ?? null,
    userAgent: profile.userAgent,
    browser: profile.browser,
    browserVersion: profile.browserVersion,
    os: profile.os,
    osVersion: profile.osVersion,
    device: profile.device,
    country: profile.country,
    language: profile.language,
    timezone: profile.timezone,
    touch: visit.touch,
    isBot: profile.isBot,
    startedAt: visit.startedAt,
    receivedAt: visit.startedAt,
    lastEventAt: visit.lastEventAt,
    completedAt: visit.completedAt,
  });
  for (const event of visit.events)
    rows.session_events.push({
      projectId,
      sessionId: visit.id,
      id: random.uuid(),
      profileId,
      environment,
      ...event,
    });
  for (const [key, { value, at }] of visit.answers) {
    rows.session_answers.push({ projectId, sessionId: visit.id, key, profileId, value, answeredAt: at });
    if (profile.isBot) continue;
    const known = attributes.get(key);
    if (known?.value !== value)
      rows.attribute_changes.push({
        ...{ projectId, profileId, id: later.uuidAt(at), key, value, source: "funnel" },
        ...{ actorKind: "visitor", actorId: profileId, updatedAt: at, receivedAt: at },
      });
    if (known) Object.assign(known, { value, updatedAt: at });
    else attributes.set(key, { projectId, profileId, key, value, source: "funnel", updatedAt: at });
  }
  if (visit.consent && !profile.isBot)
    rows.consents.push({
      projectId,
      profileId,
      id: random.uuid(),
      sessionId: visit.id,
      ...visit.consent,
      source: "funnel",
      policyVersion,
      receivedAt: visit.consent.occurredAt,
    });
}

function hasOptedIn(visits: Visit[]): boolean {
  const said = visits.flatMap(({ consent }) => (consent ? [[consent.purpose, consent.state] as const] : []));
  return [...new Map(said).values()].includes("granted");
}

function firstVisit({ now, days }: Population, random: Random, isSure: boolean): Date {
  if (isSure) return new Date(now.getTime() - Math.round((0.5 + random.next() * 0.4) * days * dayMs));
  const age = random.chance(0.02) ? random.next() * 2 * 3_600_000 : random.next() ** 1.25 * days * dayMs;
  return new Date(now.getTime() - Math.round(age));
}

function visitTimes(
  population: Population,
  createdAt: Date,
  environment: Environment,
  random: Random,
): Date[] {
  const times = [createdAt];
  const again = 1 - 1 / Math.max(1, population.sessionsPerCustomer);
  while (environment === "production" && times.length < 12 && random.chance(again)) {
    const last = times.at(-1) ?? createdAt;
    const next = last.getTime() + 3_600_000 + Math.round(random.next() ** 2 * 20 * dayMs);
    if (next > population.now.getTime()) break;
    times.push(new Date(next));
  }
  return times;
}

function device({ weight: _, isBot: __, ...known }: Browser): Omit<Browser, "weight" | "isBot"> {
  return known;
}
