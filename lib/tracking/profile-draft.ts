import type { profiles } from "@/db/schema/profiles";
import type { StoredRow } from "@/lib/core/rows";
import { isDirect } from "./attribution";
import type { Identity } from "./identity";
import type { Visit } from "./visit";

/** A profile as it will stand after the group is written. */
export type ProfileDraft = { row: StoredRow<typeof profiles>; isNew: boolean; isChanged: boolean };

export type IdentityChange = {
  email: string | null;
  user_id: string | null;
  previous: { email?: string | null; user_id?: string | null };
};

/** `last seen` moves at most once in this time, so that a busy visit does not rewrite its rows with every event. */
export const touchEveryMs = 60_000;

// The fields stand one by one here: spread into an object of this size they cost more than the rest of a visit.
export function newProfile(visit: Visit): ProfileDraft {
  const row = {
    id: visit.profileId,
    customerId: visit.profileId,
    environment: visit.environment,
    createdAt: visit.firstAt,
    lastSeenAt: visit.lastAt,
    email: null,
    userId: null,
    identifiedAt: null,
    userAgent: visit.device.userAgent,
    browser: visit.device.browser,
    browserVersion: visit.device.browserVersion,
    os: visit.device.os,
    osVersion: visit.device.osVersion,
    device: visit.device.kind,
    country: visit.country,
    language: visit.language,
    timezone: visit.timezone,
    firstTouch: visit.touch,
    lastTouch: visit.touch,
    firstFunnelId: visit.funnel.id,
    lastFunnelId: visit.funnel.id,
    isBot: visit.isBot,
    hasOptedIn: null,
    eventSequence: 0,
  };
  return { row, isNew: true, isChanged: false };
}

export function touchProfile({ row }: ProfileDraft, visit: Visit, isNewVisit: boolean): boolean {
  const ahead = visit.lastAt.getTime() - row.lastSeenAt.getTime();
  const isDue = ahead >= touchEveryMs || (isNewVisit && ahead >= 0);
  if (isDue) see(row, visit);
  if (isNewVisit && ahead >= 0) {
    row.lastFunnelId = visit.funnel.id;
    if (!isDirect(visit.touch) || row.lastTouch === null) row.lastTouch = visit.touch;
  }
  return isDue;
}

/**
 * Puts the email and user id of the visit in place and says what that changed. Words older than those that stand take
 * empty places only: a batch may have waited in the browser.
 */
export function identify(
  profile: ProfileDraft,
  visit: Visit,
  { email, userId }: Identity,
): IdentityChange | null {
  const { row } = profile;
  if (!email && !userId) return null;
  const isOlder = row.identifiedAt !== null && visit.lastAt < row.identifiedAt;
  const previous: IdentityChange["previous"] = {};
  if (email && email !== row.email && (row.email === null || !isOlder)) previous.email = row.email;
  if (userId && userId !== row.userId && (row.userId === null || !isOlder)) previous.user_id = row.userId;
  const isNews = Object.keys(previous).length > 0;
  if (!isOlder) row.identifiedAt = visit.lastAt;
  if (!isOlder || isNews) profile.isChanged = true;
  if (!isNews) return null;
  if ("email" in previous) row.email = email;
  if ("user_id" in previous) row.userId = userId;
  return { email: row.email, user_id: row.userId, previous };
}

function see(row: ProfileDraft["row"], visit: Visit): void {
  row.lastSeenAt = visit.lastAt;
  row.userAgent = visit.device.userAgent;
  row.browser = visit.device.browser;
  row.browserVersion = visit.device.browserVersion;
  row.os = visit.device.os;
  row.osVersion = visit.device.osVersion;
  row.device = visit.device.kind;
  row.country = visit.country;
  row.language = visit.language;
  row.timezone = visit.timezone;
}
