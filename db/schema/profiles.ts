import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import {
  environment,
  id,
  inboundProvider,
  inboundProviderCheck,
  instant,
  projectId,
  visitorDevice,
} from "../columns";
import { funnels } from "./funnels";

/** Where a visit came from: UTM values, click ids by parameter name, and the page it began on. */
export type Touch = {
  source?: string;
  medium?: string;
  campaign?: string;
  term?: string;
  content?: string;
  clickIds?: Record<string, string>;
  referrer?: string;
  url: string;
  at: string;
};

/**
 * One browser or device in one project. `customerId` names the canonical profile: itself until merged. `identifiedAt` is
 * when the browser said the email or user id that stands here, so that a late batch cannot bring an older one back.
 */
export const profiles = pgTable(
  "profiles",
  {
    projectId: projectId(),
    id: id(),
    customerId: uuid().notNull(),
    environment: environment(),
    createdAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    email: text(),
    userId: text(),
    identifiedAt: instant(),
    ...visitorDevice(),
    firstTouch: jsonb().$type<Touch>(),
    lastTouch: jsonb().$type<Touch>(),
    firstFunnelId: uuid(),
    lastFunnelId: uuid(),
    isBot: boolean().notNull(),
    /** Whether the last word on any purpose allows it; null where nothing was said. */
    hasOptedIn: boolean(),
    eventSequence: bigint({ mode: "number" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    foreignKey({
      name: "profiles_customer_fk",
      columns: [t.projectId, t.customerId],
      foreignColumns: [t.projectId, t.id],
    }).onDelete("restrict"),
    index("profiles_created_idx")
      .on(t.projectId, t.environment, t.createdAt, t.id)
      .where(sql`customer_id = id and not is_bot`),
    index("profiles_seen_idx")
      .on(t.projectId, t.environment, t.lastSeenAt, t.id)
      .where(sql`customer_id = id and not is_bot`),
    index("profiles_not_opted_in_idx")
      .on(t.projectId, t.environment, t.createdAt, t.id)
      .where(sql`customer_id = id and not is_bot and has_opted_in is not true`),
    index("profiles_customer_idx").on(t.projectId, t.customerId),
    index("profiles_joined_idx").on(t.projectId, t.environment, t.customerId).where(sql`customer_id <> id`),
    // Without the customer: the planner would look for one in here, entry by entry, instead of in the index above.
    index("profiles_merged_seen_idx")
      .on(t.projectId, t.environment, t.lastSeenAt)
      .where(sql`customer_id <> id`),
    check("profiles_environment_check", sql`${t.environment} in ('production', 'preview')`),
    check("profiles_device_check", sql`${t.device} in ('phone', 'tablet', 'desktop', 'other')`),
  ],
);

/** One row per funnel that a profile visited. Carries the profile's created_at, so a filtered list is one index walk. No bots. */
export const profileFunnels = pgTable(
  "profile_funnels",
  {
    projectId: projectId(),
    funnelId: uuid().notNull(),
    environment: environment(),
    profileCreatedAt: instant().notNull(),
    profileId: uuid().notNull(),
  },
  (t) => [
    primaryKey({
      name: "profile_funnels_pk",
      columns: [t.projectId, t.funnelId, t.environment, t.profileCreatedAt, t.profileId],
    }),
    foreignKey({
      name: "profile_funnels_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "profile_funnels_funnel_fk",
      columns: [t.projectId, t.funnelId],
      foreignColumns: [funnels.projectId, funnels.id],
    }).onDelete("restrict"),
    index("profile_funnels_profile_idx").on(t.projectId, t.profileId),
    check("profile_funnels_environment_check", sql`${t.environment} in ('production', 'preview')`),
  ],
);

/** An outside service that has data for a profile. Same index idea as profile_funnels. */
export const profileIntegrations = pgTable(
  "profile_integrations",
  {
    projectId: projectId(),
    provider: inboundProvider().notNull(),
    environment: environment(),
    profileCreatedAt: instant().notNull(),
    profileId: uuid().notNull(),
    firstSeenAt: instant().notNull(),
  },
  (t) => [
    primaryKey({
      name: "profile_integrations_pk",
      columns: [t.projectId, t.provider, t.environment, t.profileCreatedAt, t.profileId],
    }),
    foreignKey({
      name: "profile_integrations_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("profile_integrations_profile_idx").on(t.projectId, t.profileId),
    inboundProviderCheck("profile_integrations", t),
    check("profile_integrations_environment_check", sql`${t.environment} in ('production', 'preview')`),
  ],
);

export const identifierKinds = ["email", "user_id", "app_user_id", "provider_customer_id"] as const;

/**
 * Every name by which a profile can be found. The one tenant table without row-level security, because part-of-text
 * search needs operators that it would bar from the index: only lib/search reads it, and it returns ids alone.
 */
export const profileIdentifiers = pgTable(
  "profile_identifiers",
  {
    projectId: projectId(),
    kind: text({ enum: identifierKinds }).notNull(),
    value: text().notNull(),
    profileId: uuid().notNull(),
    searchText: text().notNull(),
    environment: environment(),
    profileCreatedAt: instant().notNull(),
    firstSeenAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.kind, t.value, t.profileId] }),
    foreignKey({
      name: "profile_identifiers_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("profile_identifiers_profile_idx").on(t.projectId, t.profileId),
    index("profile_identifiers_list_idx").on(
      t.projectId,
      t.kind,
      t.environment,
      t.profileCreatedAt,
      t.profileId,
      t.searchText,
    ),
    index("profile_identifiers_prefix_idx").on(t.projectId, t.searchText.op("text_pattern_ops")),
    index("profile_identifiers_search_idx").using("gin", t.projectId, t.searchText.op("gin_trgm_ops")),
    check(
      "profile_identifiers_kind_check",
      sql`${t.kind} in ('email', 'user_id', 'app_user_id', 'provider_customer_id')`,
    ),
    check("profile_identifiers_environment_check", sql`${t.environment} in ('production', 'preview')`),
  ],
);

/** What a person allowed or refused, in the order it was said. Append-only by code. */
export const consents = pgTable(
  "consents",
  {
    projectId: projectId(),
    profileId: uuid().notNull(),
    id: id(),
    sessionId: uuid(),
    purpose: text().notNull(),
    state: text({ enum: ["granted", "denied"] }).notNull(),
    source: text({ enum: ["funnel", "console", "api"] }).notNull(),
    policyVersion: text(),
    occurredAt: instant().notNull(),
    receivedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.profileId, t.id] }),
    foreignKey({
      name: "consents_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    check("consents_state_check", sql`${t.state} in ('granted', 'denied')`),
    check("consents_source_check", sql`${t.source} in ('funnel', 'console', 'api')`),
  ],
);
