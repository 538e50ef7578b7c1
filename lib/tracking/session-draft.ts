import type { sessions } from "@/db/schema/sessions";
import type { StoredRow } from "@/lib/core/rows";
import { touchEveryMs } from "./profile-draft";
import type { Visit } from "./visit";

/** A session as it will stand after the group is written. */
export type SessionDraft = { row: StoredRow<typeof sessions>; isNew: boolean; isChanged: boolean };

// A batch that is sent again is placed a little differently, by the time that each sending took.
const sendingJitterMs = 1_000;

export function newSession(visit: Visit): SessionDraft {
  const row = {
    id: visit.sessionId,
    profileId: visit.profileId,
    funnelId: visit.funnel.id,
    environment: visit.environment,
    url: visit.url,
    referrer: visit.referrer,
    touch: visit.touch,
    userAgent: visit.device.userAgent,
    browser: visit.device.browser,
    browserVersion: visit.device.browserVersion,
    os: visit.device.os,
    osVersion: visit.device.osVersion,
    device: visit.device.kind,
    country: visit.country,
    language: visit.language,
    timezone: visit.timezone,
    isBot: visit.isBot,
    startedAt: visit.firstAt,
    receivedAt: visit.receivedAt,
    lastEventAt: visit.lastAt,
    completedAt: null,
  };
  return { row, isNew: true, isChanged: false };
}

/** Batches may arrive in any order: the earliest one says where the visit began. */
export function touchSession({ row }: SessionDraft, visit: Visit): boolean {
  const isEarlier = visit.firstAt.getTime() < row.startedAt.getTime() - sendingJitterMs;
  if (isEarlier) {
    row.startedAt = visit.firstAt;
    row.url = visit.url;
    row.referrer = visit.referrer;
    row.touch = visit.touch;
  }
  const isLater = visit.lastAt.getTime() - row.lastEventAt.getTime() >= touchEveryMs;
  if (isLater) row.lastEventAt = visit.lastAt;
  return isEarlier || isLater;
}
