import { addIdentifier, type Population } from "./customer";
import { recordFacts } from "./facts";
import { demoFunnels } from "./funnels";
import { demoFunnelId, demoProfileId, demoSessionId } from "./ids";
import { makeRandom } from "./random";
import type { Rows } from "./rows";

const eventsPerVisit = 20;

/** The customer that the benchmark of the customer page opens: many visits with twenty events each. */
export function addHeavyCustomer(rows: Rows, population: Population, events: number): void {
  const { projectId, now, days } = population;
  const random = makeRandom(population.seed, -1);
  const [funnel] = demoFunnels;
  if (!funnel) throw new Error("The demo has no funnel");
  const visitorKey = `demo-heavy-visitor-${population.seed}`;
  const [id, funnelId] = [
    demoProfileId(projectId, "production", visitorKey),
    demoFunnelId(projectId, funnel.alias),
  ];
  const visits = Math.ceil(events / eventsPerVisit);
  const start = now.getTime() - days * 86_400_000;
  const step = (days * 86_400_000) / visits;
  const createdAt = new Date(start);
  const touch = { url: funnel.page, at: createdAt.toISOString() };
  const seenWith = {
    userAgent:
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    browser: "Chrome",
    browserVersion: "141",
    os: "Windows",
    osVersion: "10",
    device: "desktop",
    country: "DE",
    language: "de-DE",
    timezone: "Europe/Berlin",
    isBot: false,
  } as const;
  const profile = {
    projectId,
    id,
    customerId: id,
    environment: "production",
    createdAt,
    lastSeenAt: new Date(start + (visits - 1) * step + eventsPerVisit * 1000),
    email: `heavy.visitor.${population.seed}@bench.example`,
    userId: `heavy-${population.seed}`,
    identifiedAt: createdAt,
    ...seenWith,
    firstTouch: touch,
    lastTouch: touch,
    firstFunnelId: funnelId,
    lastFunnelId: funnelId,
    hasOptedIn: null,
  } as const;
  rows.profiles.push({ ...profile, eventSequence: 1 });
  rows.profile_funnels.push({
    projectId,
    funnelId,
    environment: "production",
    profileCreatedAt: createdAt,
    profileId: id,
  });
  recordFacts(rows, profile, [], random);
  addIdentifier(rows, profile, "email", profile.email, createdAt);
  addIdentifier(rows, profile, "user_id", profile.userId, createdAt);
  for (let visit = 0; visit < visits; visit++) {
    const startedAt = new Date(start + visit * step);
    const sessionId = demoSessionId(projectId, "production", visitorKey, `demo-heavy-session-${visit}`);
    rows.sessions.push({
      projectId,
      id: sessionId,
      profileId: id,
      funnelId,
      environment: "production",
      url: funnel.page,
      referrer: null,
      ...seenWith,
      touch,
      startedAt,
      receivedAt: startedAt,
      lastEventAt: new Date(startedAt.getTime() + (eventsPerVisit - 1) * 1000),
      completedAt: null,
    });
    for (let event = 0; event < eventsPerVisit; event++) {
      const occurredAt = new Date(startedAt.getTime() + event * 1000);
      const screen = random.pick(funnel.screens);
      rows.session_events.push({
        projectId,
        sessionId,
        id: random.uuid(),
        profileId: id,
        environment: "production",
        name: "screen_presented",
        occurredAt,
        receivedAt: occurredAt,
        properties: { screen_id: screen.id, screen_title: screen.title },
      });
    }
  }
}
