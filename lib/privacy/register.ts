import type { PgTable } from "drizzle-orm/pg-core";
import * as schema from "../../db/schema";
import { exchangeTables } from "./exchange-tables";
import { moneyTables } from "./money-tables";
import { actor, deleted, device, lease, nameOf, ofProfile, type PersonalTable } from "./personal-table";
import { visitTables } from "./visit-tables";
import { workTables } from "./work-tables";

/**
 * Every table with data about visitors, children before parents: the order in which rows can go. Export, preview and
 * erasure all follow it, and a test holds it against the schema: a new table or column without a place here fails.
 */
export const personalTables: readonly PersonalTable[] = [
  ...moneyTables,
  ...visitTables,
  ...workTables,
  ...exchangeTables,
  {
    table: schema.domainEvents,
    words: "Events for endpoints",
    owners: ofProfile,
    order: ["occurredAt", "id"],
    isExported: true,
    erasure: { rows: "thinned", column: "payload" },
    personal: ["payload"],
    pseudonym: ["id", "profileId", ...actor],
    fact: ["type", "environment", "occurredAt", "receivedAt", "sequence"],
    internal: ["dispatchedAt"],
  },
  {
    table: schema.auditLog,
    words: "Audit entries",
    owners: ofProfile,
    order: ["occurredAt", "id"],
    isExported: true,
    erasure: { rows: "emptied", columns: ["details", "salt"] },
    personal: ["details"],
    pseudonym: ["id", "subject", "profileId"],
    fact: ["occurredAt", ...actor, "action"],
    internal: ["salt", "digest", "requestId"],
  },
  {
    table: schema.idempotencyKeys,
    words: "Answers kept for repeated requests",
    owners: [],
    order: [],
    isExported: false,
    erasure: { rows: "emptied", columns: ["answer"] },
    personal: ["answer"],
    fact: ["keyId", "key", "state", "status", "createdAt", "leasedUntil", "expiresAt"],
    internal: ["requestHash"],
  },
  {
    table: schema.erasures,
    words: "Requests to erase",
    owners: [{ column: "id", of: schema.erasureProfiles, at: "erasureId" }],
    order: [],
    isExported: true,
    erasure: { rows: "emptied", columns: ["reason"] },
    personal: ["reason"],
    fact: ["id", "state", ...actor, "requestedAt", "holdUntil", "startedAt", "finishedAt", "cancelledAt"],
    internal: [...lease, "counts", "receipt"],
  },
  {
    table: schema.suppressions,
    words: "Keyed sums of names",
    owners: [],
    order: [],
    isExported: false,
    erasure: { rows: "kept", why: "so that late data cannot bring the person back" },
    pseudonym: ["hash"],
    fact: ["pepperId", "kind", "erasureId", "createdAt"],
  },
  {
    table: schema.erasureProfiles,
    words: "Profiles of a case",
    owners: ofProfile,
    order: ["erasureId"],
    isExported: false,
    erasure: deleted,
    pseudonym: ["erasureId", "profileId"],
  },
  {
    table: schema.profiles,
    words: "Profiles",
    owners: [{ column: "id" }],
    order: [],
    isExported: true,
    erasure: deleted,
    personal: ["email", "userId", ...device, "firstTouch", "lastTouch", "hasOptedIn"],
    pseudonym: ["id", "customerId"],
    fact: [
      "environment",
      "createdAt",
      "lastSeenAt",
      "identifiedAt",
      "firstFunnelId",
      "lastFunnelId",
      "isBot",
    ],
    internal: ["eventSequence"],
  },
];

/** Tables without data about visitors, and why. */
export const otherTables: readonly { table: PgTable; why: string }[] = [
  { table: schema.projects, why: "settings of the project" },
  { table: schema.members, why: "people of the team, who are no visitors" },
  { table: schema.invitations, why: "people of the team" },
  { table: schema.apiKeys, why: "hashes of keys" },
  { table: schema.authUsers, why: "people of the team" },
  { table: schema.authAccounts, why: "people of the team" },
  { table: schema.authSessions, why: "people of the team" },
  { table: schema.instanceLog, why: "sign-ins of the team" },
  { table: schema.auditSeals, why: "sums over entries of the audit log, without their details" },
  { table: schema.blockedIds, why: "values that name nobody, chosen by the team" },
  { table: schema.funnels, why: "pages of the project" },
  { table: schema.funnelDays, why: "counts" },
  { table: schema.erasedVisits, why: "counts" },
  { table: schema.products, why: "what the project sells" },
  { table: schema.productEntitlements, why: "what the project sells" },
  { table: schema.entitlements, why: "what the project sells" },
  { table: schema.pricePoints, why: "what the project sells" },
  { table: schema.pricePointVersions, why: "what the project sells" },
  { table: schema.offerings, why: "what the project sells" },
  { table: schema.packages, why: "what the project sells" },
  { table: schema.integrations, why: "the business's own keys at its providers" },
  { table: schema.integrationRoutes, why: "addresses of the project" },
  { table: schema.inboundRefusals, why: "counts" },
  { table: schema.providerProducts, why: "what the project sells" },
  { table: schema.reprocessRuns, why: "counts and ids of events" },
  { table: schema.webhookEndpoints, why: "receivers of the business" },
  { table: schema.webhookReplays, why: "kinds and times of what was sent again" },
  { table: schema.sandboxCharges, why: "made-up cards of the sandbox gateway" },
  { table: schema.sandboxRefunds, why: "made-up cards of the sandbox gateway" },
  { table: schema.fxRates, why: "rates of currencies" },
  { table: schema.instanceSwitches, why: "switches of the instance" },
];

/** The entry of a table that the register names. */
export function entryOf(table: PgTable): PersonalTable {
  const entry = personalTables.find((each) => each.table === table);
  if (!entry) throw new Error(`${nameOf({ table })} is not in the register`);
  return entry;
}
