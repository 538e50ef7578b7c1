import { sql } from "drizzle-orm";
import { check, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, id, inboundProvider, inboundProviderCheck, instant, projectId } from "../columns";

/** What a project may set of an integration beside its secrets. */
export type IntegrationSettings = {
  /** Which of the provider's fields is our User ID, where it has several. */
  userIdField?: string;
  /** The project's own names of Adapty's events, and what each of them is. */
  renamedEvents?: Record<string, string>;
  /** PayPal's id of the webhook, which its signatures are made over. */
  webhookId?: string;
};

/**
 * A provider that the project is connected to: by the keys with which we call it, by what proves that an event is its
 * own, or by both. All of it is sealed by one of ENCRYPTION_KEYS, and gone once it is disconnected.
 */
export const integrations = pgTable(
  "integrations",
  {
    projectId: projectId(),
    id: id(),
    provider: inboundProvider().notNull(),
    /** Whether real money moves by its keys; null where there are none. */
    mode: text({ enum: ["test", "live"] }),
    state: text({ enum: ["connected", "disconnected"] }).notNull(),
    /** What is shown of the key: never enough to use it. Null where there is none. */
    hint: text(),
    /** The keys with which we call the provider. */
    secrets: bytes(),
    keyId: text(),
    /** Since when it has these keys: those before may have been of another account. */
    connectedAt: instant(),
    /** What proves that an event is the provider's own. */
    inboundSecrets: bytes(),
    inboundKeyId: text(),
    inboundHint: text(),
    inboundSetAt: instant(),
    /** Events are still kept, and wait. */
    pausedAt: instant(),
    settings: jsonb().$type<IntegrationSettings>().notNull(),
    createdAt: instant().notNull(),
    disconnectedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("integrations_connected_key").on(t.projectId, t.provider).where(sql`state = 'connected'`),
    inboundProviderCheck("integrations", t),
    check("integrations_mode_check", sql`${t.mode} in ('test', 'live')`),
    check(
      "integrations_state_check",
      sql`case ${t.state} when 'connected' then ${t.disconnectedAt} is null
        when 'disconnected' then ${t.secrets} is null and ${t.inboundSecrets} is null and ${t.disconnectedAt} is not null
        else false end`,
    ),
    check(
      "integrations_secrets_check",
      sql`(${t.secrets} is null) = (${t.keyId} is null) and (${t.secrets} is null or (${t.mode} is not null and ${t.hint} is not null))
        and (${t.inboundSecrets} is null) = (${t.inboundKeyId} is null) and (${t.inboundSecrets} is null or ${t.inboundSetAt} is not null)`,
    ),
  ],
);

/** The project behind the address to which a provider sends: looked up before a project is known. */
export const integrationRoutes = pgTable("integration_routes", {
  integrationId: uuid().primaryKey(),
  projectId: projectId(),
  provider: inboundProvider().notNull(),
});
