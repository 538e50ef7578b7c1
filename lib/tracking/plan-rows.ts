import type { attributes } from "@/db/schema/attributes";
import { attributeLimits, isAttribute, isReserved } from "@/lib/attributes/rules";
import { newId, showId } from "@/lib/core/ids";
import type { StoredRow } from "@/lib/core/rows";
import type { EventType } from "@/lib/events/catalogue";
import type { EventData } from "@/lib/events/data";
import { searchText } from "@/lib/search/search-text";
import type { IdentifierKind, Identity } from "./identity";
import type { Plan } from "./plan";
import type { ProfileDraft } from "./profile-draft";
import type { Visit } from "./visit";

/** A fact for the outbox, with the profile's next number. Bots raise none: nobody wants to hear of them. */
export function raise<Type extends EventType>(
  plan: Plan,
  profile: ProfileDraft,
  visit: Visit,
  type: Type,
  occurredAt: Date,
  words: Omit<EventData[Type], "session_id" | "funnel_id">,
): void {
  if (profile.row.isBot || visit.isBot) return;
  profile.row.eventSequence += 1;
  profile.isChanged = true;
  const payload = {
    session_id: showId("session", visit.sessionId),
    funnel_id: showId("funnel", visit.funnel.id),
    ...words,
  };
  plan.facts.push({
    id: newId(visit.receivedAt),
    type,
    profileId: visit.profileId,
    sequence: profile.row.eventSequence,
    environment: visit.environment,
    occurredAt,
    receivedAt: visit.receivedAt,
    actorKind: "visitor",
    actorId: visit.profileId,
    payload,
    dispatchedAt: null,
  });
}

export function planProfileFunnel(plan: Plan, profile: ProfileDraft, visit: Visit): void {
  if (profile.row.isBot || visit.isBot) return;
  plan.profileFunnels.set(`${visit.funnel.id} ${visit.profileId}`, {
    funnelId: visit.funnel.id,
    environment: visit.environment,
    profileCreatedAt: profile.row.createdAt,
    profileId: visit.profileId,
  });
}

export function planEvents(plan: Plan, visit: Visit): void {
  for (const event of visit.events) {
    const key = eventKey(visit.sessionId, event.id);
    if (plan.events.has(key)) continue;
    plan.events.set(key, {
      sessionId: visit.sessionId,
      id: event.id,
      profileId: visit.profileId,
      environment: visit.environment,
      name: event.name,
      occurredAt: event.occurredAt,
      receivedAt: visit.receivedAt,
      properties: event.properties,
    });
  }
}

/** What makes an event the same one when it comes again. */
export function eventKey(sessionId: string, eventId: string): string {
  return `${sessionId} ${eventId}`;
}

export function planAnswers(plan: Plan, visit: Visit): void {
  const { sessionId, profileId, lastAt } = visit;
  for (const [key, value] of visit.answers) {
    const place = `${sessionId} ${key}`;
    const earlier = plan.answers.get(place);
    if (earlier && earlier.answeredAt > lastAt) continue;
    plan.answers.set(place, { sessionId, key, profileId, value, answeredAt: lastAt });
  }
}

export type KnownAttributes = Map<string, Map<string, StoredRow<typeof attributes>>>;

/** The attributes of each profile by key. */
export function attributesByProfile(stored: readonly StoredRow<typeof attributes>[]): KnownAttributes {
  const known: KnownAttributes = new Map();
  for (const row of stored) {
    const own = known.get(row.profileId) ?? new Map();
    known.set(row.profileId, own.set(row.key, row));
  }
  return known;
}

/** Takes the inputs that will be written, and no others, so that each has its line in the history. */
export function planAttributes(plan: Plan, visit: Visit, known: KnownAttributes): void {
  if (visit.answers.length === 0) return;
  const { profileId, lastAt, receivedAt } = visit;
  const own = known.get(profileId) ?? new Map();
  known.set(profileId, own);
  for (const [key, value] of visit.answers) {
    if (!isAttribute(key, value)) continue;
    const stands = own.get(key);
    if (stands ? !givesWay(stands, value, lastAt) : isFull(own)) continue;
    const row = { profileId, key, value, source: "funnel" as const, updatedAt: lastAt };
    own.set(key, row);
    plan.attributes.set(`${profileId} ${key}`, row);
    const actor = { actorKind: "visitor" as const, actorId: profileId };
    plan.attributeChanges.push({ ...row, ...actor, id: newId(receivedAt), receivedAt });
  }
}

/** The condition of `putAttributes`. */
function givesWay(stands: StoredRow<typeof attributes>, value: string, at: Date): boolean {
  return stands.source === "funnel" && stands.updatedAt < at && stands.value !== value;
}

function isFull(own: ReadonlyMap<string, StoredRow<typeof attributes>>): boolean {
  let count = 0;
  for (const { key, value } of own.values()) if (value !== null && !isReserved(key)) count += 1;
  return count >= attributeLimits.count;
}

export function planIdentifiers(
  plan: Plan,
  profile: ProfileDraft,
  visit: Visit,
  { email, userId }: Identity,
): void {
  if (email) planIdentifier(plan, profile, visit, "email", email);
  if (userId) planIdentifier(plan, profile, visit, "user_id", userId);
}

function planIdentifier(
  plan: Plan,
  profile: ProfileDraft,
  visit: Visit,
  kind: IdentifierKind,
  value: string,
): void {
  const place = `${kind} ${value} ${visit.profileId}`;
  const earlier = plan.identifiers.get(place);
  const isLatest = !earlier || earlier.lastSeenAt < visit.lastAt;
  plan.identifiers.set(place, {
    kind,
    value,
    profileId: visit.profileId,
    searchText: searchText(value),
    environment: visit.environment,
    profileCreatedAt: profile.row.createdAt,
    firstSeenAt: earlier?.firstSeenAt ?? visit.lastAt,
    lastSeenAt: isLatest ? visit.lastAt : earlier.lastSeenAt,
  });
}
