import { showId } from "../../lib/core/ids";
import type { Environment } from "../columns";
import type { Touch } from "../schema/profiles";
import { arrival, campaigns } from "./campaigns";
import type { Fact } from "./facts";
import type { DemoFunnel } from "./funnels";
import { demoFunnelId, demoSessionId } from "./ids";
import { type Random, weighted } from "./random";

type VisitEvent = {
  name: string;
  occurredAt: Date;
  receivedAt: Date;
  properties: Record<string, unknown> | null;
};

export type Visit = {
  id: string;
  funnelId: string;
  touch: Touch;
  startedAt: Date;
  lastEventAt: Date;
  completedAt: Date | null;
  emailAt: Date | null;
  events: VisitEvent[];
  answers: Map<string, { value: string; at: Date }>;
  consent: { purpose: string; state: "granted" | "denied"; occurredAt: Date } | null;
  facts: Fact[];
};

type Plan = {
  projectId: string;
  environment: Environment;
  visitorKey: string;
  number: number;
  startedAt: Date;
  now: Date;
  funnel: DemoFunnel;
  /** Given on the email screen by those who get there. */
  email: string | null;
  /** Goes on until the email is given. */
  isSure: boolean;
  random: Random;
};

const pickCampaign = weighted(campaigns);

/** One walk through the screens of a funnel: some leave on each, and nothing happens after `now`. */
export function makeVisit(plan: Plan): Visit {
  const { funnel, random, startedAt } = plan;
  const visit: Visit = {
    id: demoSessionId(
      plan.projectId,
      plan.environment,
      plan.visitorKey,
      `demo-session-${String(plan.number).padStart(12, "0")}`,
    ),
    funnelId: demoFunnelId(plan.projectId, funnel.alias),
    touch: arrival(pickCampaign(random), funnel.page, startedAt, random),
    startedAt,
    lastEventAt: startedAt,
    completedAt: null,
    emailAt: null,
    events: [],
    answers: new Map(),
    consent: null,
    facts: [],
  };
  visit.facts.push({
    type: "onboarding.started",
    at: startedAt,
    payload: { ...place(visit), url: visit.touch.url },
  });
  if (random.chance(0.3)) giveConsent(visit, random);
  walk(visit, plan);
  loseNetwork(visit, plan.now);
  return visit;
}

/** On some visits the phone was without a network from the middle on, and told the rest of it later. */
function loseNetwork({ id, events, lastEventAt }: Visit, now: Date): void {
  // From the id, which is a hash: a draw would give every visit after it other values.
  const [share = 0, delay = 0] = [id.slice(0, 2), id.slice(2, 4)].map((digits) =>
    Number.parseInt(digits, 16),
  );
  const back = new Date(lastEventAt.getTime() + (20 + delay) * 60_000);
  if (share >= 8 || back > now) return;
  for (const event of events.slice(Math.ceil(events.length / 2))) event.receivedAt = back;
}

function walk(visit: Visit, { funnel, random, now, email, isSure }: Plan): void {
  let at = visit.startedAt;
  for (const [position, screen] of funnel.screens.entries()) {
    happen(visit, "screen_presented", at, { screen_id: screen.id, screen_title: screen.title });
    if (screen.id.startsWith("final")) {
      visit.completedAt = at;
      visit.facts.push({ type: "onboarding.completed", at, payload: place(visit) });
      return;
    }
    const goesOn = random.chance(screen.goesOn) || (isSure && visit.emailAt === null);
    const leaves = !goesOn || (screen.id === "email" && email === null);
    at = new Date(at.getTime() + Math.round(screen.seconds * 1000 * (0.4 + random.next() * 1.8)));
    if (leaves || at > now) return;
    if (screen.question) answer(visit, screen.question, at, random);
    if (screen.id === "email" && email !== null && visit.emailAt === null) {
      visit.emailAt = at;
      happen(visit, "user_email_collected", at, null);
      visit.facts.push({
        type: "profile.updated",
        at,
        payload: { ...place(visit), email, user_id: null, previous: { email: null } },
      });
    }
    if (screen.id === "checkout") happen(visit, "purchase_started", at, { position });
  }
}

function answer(
  visit: Visit,
  { key, answers }: { key: string; answers: readonly string[] },
  at: Date,
  random: Random,
): void {
  const value = random.pick(answers);
  visit.answers.set(key, { value, at });
  happen(visit, "option_selected", at, { input: key });
}

function place({ id, funnelId }: Visit) {
  return { session_id: showId("session", id), funnel_id: showId("funnel", funnelId) };
}

export const policyVersion = "2026-09";

function giveConsent(visit: Visit, random: Random): void {
  const state = random.chance(0.8) ? "granted" : "denied";
  visit.consent = { purpose: random.pick(["analytics", "marketing"]), state, occurredAt: visit.startedAt };
  const { purpose } = visit.consent;
  visit.facts.push({
    type: "consent.updated",
    at: visit.startedAt,
    payload: { ...place(visit), purpose, state, policy_version: policyVersion },
  });
}

function happen(visit: Visit, name: string, at: Date, properties: VisitEvent["properties"]): void {
  visit.events.push({ name, occurredAt: at, receivedAt: at, properties });
  visit.lastEventAt = at;
}
