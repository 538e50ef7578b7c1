import type { attributeChanges, attributes } from "../schema/attributes";
import type { domainEvents } from "../schema/events";
import type { funnels } from "../schema/funnels";
import type { mergedProfiles, merges } from "../schema/identity";
import type { notes, noteVersions } from "../schema/notes";
import type {
  consents,
  profileFunnels,
  profileIdentifiers,
  profileIntegrations,
  profiles,
} from "../schema/profiles";
import type { sessionAnswers, sessionEvents, sessions } from "../schema/sessions";
import type { tags } from "../schema/tags";

/** What one batch of customers is made of, by table, in an order that foreign keys accept. */
export type Rows = {
  funnels: (typeof funnels.$inferSelect)[];
  profiles: (typeof profiles.$inferSelect)[];
  sessions: (typeof sessions.$inferSelect)[];
  session_events: (typeof sessionEvents.$inferSelect)[];
  session_answers: (typeof sessionAnswers.$inferSelect)[];
  profile_funnels: (typeof profileFunnels.$inferSelect)[];
  profile_integrations: (typeof profileIntegrations.$inferSelect)[];
  profile_identifiers: (typeof profileIdentifiers.$inferSelect)[];
  attributes: (typeof attributes.$inferSelect)[];
  attribute_changes: (typeof attributeChanges.$inferSelect)[];
  notes: (typeof notes.$inferSelect)[];
  note_versions: (typeof noteVersions.$inferSelect)[];
  tags: (typeof tags.$inferSelect)[];
  consents: (typeof consents.$inferSelect)[];
  domain_events: (typeof domainEvents.$inferSelect)[];
  merges: (typeof merges.$inferSelect)[];
  merged_profiles: (typeof mergedProfiles.$inferSelect)[];
};

export type TableName = keyof Rows;

export function noRows(): Rows {
  return {
    funnels: [],
    profiles: [],
    sessions: [],
    session_events: [],
    session_answers: [],
    profile_funnels: [],
    profile_integrations: [],
    profile_identifiers: [],
    attributes: [],
    attribute_changes: [],
    notes: [],
    note_versions: [],
    tags: [],
    consents: [],
    domain_events: [],
    merges: [],
    merged_profiles: [],
  };
}
