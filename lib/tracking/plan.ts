import type { attributeChanges, attributes } from "@/db/schema/attributes";
import type { domainEvents } from "@/db/schema/events";
import type { funnels } from "@/db/schema/funnels";
import type { consents, profileFunnels, profileIdentifiers, profiles } from "@/db/schema/profiles";
import type { sessionAnswers, sessionEvents, sessions } from "@/db/schema/sessions";
import type { StoredRow } from "@/lib/core/rows";
import {
  hasOptedIn,
  newConsents,
  type SaidByProfile,
  type StoredConsent,
  saidByProfile,
} from "./consent-plan";
import { planFunnel, type StoredFunnels, type TurnedAway, turnAway } from "./funnel-plan";
import {
  attributesByProfile,
  type KnownAttributes,
  planAnswers,
  planAttributes,
  planEvents,
  planIdentifiers,
  planProfileFunnel,
  raise,
} from "./plan-rows";
import { identify, newProfile, type ProfileDraft, touchProfile } from "./profile-draft";
import { newSession, type SessionDraft, touchSession } from "./session-draft";
import type { Visit } from "./visit";

/** What the database already has of the people and funnels in a group. */
export type Stored = {
  funnels: StoredFunnels;
  profiles: StoredRow<typeof profiles>[];
  sessions: StoredRow<typeof sessions>[];
  attributes: StoredRow<typeof attributes>[];
  consents: StoredConsent[];
  /** Profiles that are not there because they were erased. */
  erased: ReadonlySet<string>;
  /** Of the user ids in the group, those that the project has blocked. */
  blockedIds: ReadonlySet<string>;
};

/** What planning knows of each person, stored or planned: looked up by profile, never searched. */
type Known = {
  attributes: KnownAttributes;
  consents: SaidByProfile;
  blockedIds: ReadonlySet<string>;
};

/** The rows that a group of visits becomes, but for those turned away. Each key stands once. */
export type Plan = {
  turnedAway: Map<Visit, TurnedAway>;
  profiles: Map<string, ProfileDraft>;
  sessions: Map<string, SessionDraft>;
  funnels: Map<string, StoredRow<typeof funnels>>;
  profileFunnels: Map<string, StoredRow<typeof profileFunnels>>;
  events: Map<string, StoredRow<typeof sessionEvents>>;
  answers: Map<string, StoredRow<typeof sessionAnswers>>;
  attributes: Map<string, StoredRow<typeof attributes>>;
  attributeChanges: StoredRow<typeof attributeChanges>[];
  identifiers: Map<string, StoredRow<typeof profileIdentifiers>>;
  consents: StoredRow<typeof consents>[];
  facts: StoredRow<typeof domainEvents>[];
};

/** Pure but for the ids of new facts: the same visits over the same stored rows give the same plan. */
export function planWrites(projectId: string, visits: readonly Visit[], stored: Stored): Plan {
  const plan: Plan = {
    turnedAway: turnAway(visits, stored.funnels, stored.erased),
    profiles: new Map(stored.profiles.map((row) => [row.id, { row, isNew: false, isChanged: false }])),
    sessions: new Map(stored.sessions.map((row) => [row.id, { row, isNew: false, isChanged: false }])),
    funnels: new Map(),
    profileFunnels: new Map(),
    events: new Map(),
    answers: new Map(),
    attributes: new Map(),
    attributeChanges: [],
    identifiers: new Map(),
    consents: [],
    facts: [],
  };
  const known = {
    attributes: attributesByProfile(stored.attributes),
    consents: saidByProfile(stored.consents),
    blockedIds: stored.blockedIds,
  };
  for (const visit of visits) {
    if (plan.turnedAway.has(visit)) continue;
    planFunnel(plan, visit);
    planEvents(plan, visit);
    planAnswers(plan, visit);
    const profile = planProfile(plan, visit);
    const session = planSession(plan, profile, visit);
    if (!profile.row.isBot && !visit.isBot) planPerson(plan, projectId, profile, visit, known);
    if (visit.completedAt && !session.row.completedAt) {
      session.row.completedAt = visit.completedAt;
      session.isChanged = true;
      raise(plan, profile, visit, "onboarding.completed", visit.completedAt, {});
    }
  }
  return plan;
}

function planProfile(plan: Plan, visit: Visit): ProfileDraft {
  const known = plan.profiles.get(visit.profileId);
  if (known) return known;
  const profile = newProfile(visit);
  plan.profiles.set(visit.profileId, profile);
  raise(plan, profile, visit, "profile.created", visit.firstAt, { user_id: null });
  return profile;
}

function planSession(plan: Plan, profile: ProfileDraft, visit: Visit): SessionDraft {
  const known = plan.sessions.get(visit.sessionId);
  if (touchProfile(profile, visit, !known)) profile.isChanged = true;
  if (known) {
    if (touchSession(known, visit)) known.isChanged = true;
    return known;
  }
  const session = newSession(visit);
  plan.sessions.set(visit.sessionId, session);
  planProfileFunnel(plan, profile, visit);
  raise(plan, profile, visit, "onboarding.started", visit.firstAt, { url: visit.url });
  return session;
}

function planPerson(plan: Plan, projectId: string, profile: ProfileDraft, visit: Visit, known: Known): void {
  planAttributes(plan, visit, known.attributes);
  const { email, userId } = visit.identity;
  const identity = { email, userId: userId !== null && known.blockedIds.has(userId) ? null : userId };
  planIdentifiers(plan, profile, visit, identity);
  const change = identify(profile, visit, identity);
  if (change) raise(plan, profile, visit, "profile.updated", visit.lastAt, change);
  const said = newConsents(projectId, visit, known.consents);
  if (said.length > 0) profile.row.hasOptedIn = hasOptedIn(visit.profileId, known.consents);
  for (const row of said) {
    plan.consents.push(row);
    const { purpose, state, policyVersion } = row;
    raise(plan, profile, visit, "consent.updated", visit.lastAt, {
      purpose,
      state,
      policy_version: policyVersion,
    });
  }
}
