import { attributeChanges, attributes } from "@/db/schema/attributes";
import { domainEvents } from "@/db/schema/events";
import { funnels } from "@/db/schema/funnels";
import { consents, profileFunnels, profileIdentifiers, profiles } from "@/db/schema/profiles";
import { sessionAnswers, sessionEvents, sessions } from "@/db/schema/sessions";
import type { Connection } from "@/lib/core/one-transaction";
import { arrayLiteral, bulkInsert, bulkRead, bulkReadNewest, bulkUpdate } from "@/lib/core/rows";
import { consentLimits } from "./consent-plan";
import { funnelLimit } from "./funnel-plan";

// Locked in the order of their ids, as every other writer of profiles in bulk does: two groups cannot wait in a circle.
export const readProfiles = bulkRead(profiles, "id", "for no key update");
export const readFunnels = bulkRead(funnels, "id");
export const readSessions = bulkRead(sessions, "id");
export const readAttributes = bulkRead(attributes, "profileId");
export const readConsents = bulkReadNewest(
  consents,
  "profileId",
  "purpose",
  "occurredAt",
  consentLimits.changes,
);

/** How many funnels a project has, counted up to the limit. */
export async function countFunnels(tx: Connection, projectId: string): Promise<number> {
  const text = `select count(*)::int as count from (select 1 from funnels where project_id = $1::uuid limit ${funnelLimit}) as kept`;
  const [row] = await tx.unsafe(text, [projectId], { prepare: true }).execute();
  return Number(row?.count ?? 0);
}

/** Of these user ids, those that the project has blocked. */
export async function readBlockedIds(
  tx: Connection,
  projectId: string,
  userIds: string[],
): Promise<Set<string>> {
  const text = "select value from blocked_ids where project_id = $1::uuid and value = any($2::text::text[])";
  const found = await tx.unsafe(text, [projectId, arrayLiteral(userIds)], { prepare: true }).execute();
  return new Set(found.map((row) => String(row.value)));
}

// Previews do not touch a live funnel. The title of a live one changes with the first visit of a day (UTC) at most.
export const putFunnels = bulkInsert(
  funnels,
  `on conflict (project_id, id) do update set
    title = case
      when excluded.title is null then funnels.title
      when funnels.title is null or funnels.environment = 'preview' then excluded.title
      when (funnels.last_seen_at at time zone 'UTC')::date < (excluded.last_seen_at at time zone 'UTC')::date
        then excluded.title
      else funnels.title end,
    version = coalesce(excluded.version, funnels.version),
    environment = excluded.environment,
    last_seen_at = greatest(excluded.last_seen_at, funnels.last_seen_at)
    where funnels.environment = 'preview' or excluded.environment = 'production'`,
);

// No "on conflict": another process that made the same row first is a unique violation, and the group is written again.
export const addProfiles = bulkInsert(profiles, "");
export const addSessions = bulkInsert(sessions, "");
export const addFacts = bulkInsert(domainEvents, "");

export const changeProfiles = bulkUpdate(
  profiles,
  ["id"],
  [
    "lastSeenAt",
    "email",
    "userId",
    "identifiedAt",
    "userAgent",
    "browser",
    "browserVersion",
    "os",
    "osVersion",
    "device",
    "country",
    "language",
    "timezone",
    "lastTouch",
    "lastFunnelId",
    "hasOptedIn",
    "eventSequence",
  ],
);
export const changeSessions = bulkUpdate(
  sessions,
  ["id"],
  ["url", "referrer", "touch", "startedAt", "lastEventAt", "completedAt"],
);

export const addEvents = bulkInsert(
  sessionEvents,
  "on conflict (project_id, session_id, id) do nothing returning session_id, id",
);

export const putAnswers = bulkInsert(
  sessionAnswers,
  `on conflict (project_id, session_id, key) do update set
    value = excluded.value, answered_at = excluded.answered_at
    where session_answers.answered_at < excluded.answered_at and session_answers.value <> excluded.value`,
);

// A key of the profile that a person or a backend has set stays as they set it: a page is the least sure witness.
export const putAttributes = bulkInsert(
  attributes,
  `on conflict (project_id, profile_id, key) do update set
    value = excluded.value, updated_at = excluded.updated_at
    where attributes.source = 'funnel' and attributes.updated_at < excluded.updated_at
      and attributes.value <> excluded.value`,
);

export const addAttributeChanges = bulkInsert(attributeChanges, "");

export const addProfileFunnels = bulkInsert(profileFunnels, "on conflict do nothing");

export const putIdentifiers = bulkInsert(
  profileIdentifiers,
  `on conflict (project_id, kind, value, profile_id) do update set
    last_seen_at = excluded.last_seen_at
    where profile_identifiers.last_seen_at < excluded.last_seen_at`,
);

export const addConsents = bulkInsert(consents, "on conflict do nothing");
