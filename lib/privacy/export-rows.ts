import { toSnakeCase } from "drizzle-orm/casing";
import { type IdKind, isUuid, showId } from "../core/ids";
import type { Row } from "./person-pages";
import { nameOf, type PersonalTable } from "./personal-table";

const idsOfColumns: Record<string, IdKind> = {
  profileId: "profile",
  customerId: "profile",
  mergedId: "profile",
  sessionId: "session",
  funnelId: "funnel",
  firstFunnelId: "funnel",
  lastFunnelId: "funnel",
  noteId: "note",
  subscriptionId: "subscription",
  followsId: "subscription",
  orderId: "order",
  initialOrderId: "order",
  transactionId: "transaction",
  attemptId: "attempt",
  entitlementId: "entitlement",
  offeringId: "offering",
  pricePointId: "pricePoint",
  supportActionId: "supportAction",
};
const idsOfTables: Record<string, IdKind> = {
  profiles: "profile",
  sessions: "session",
  session_events: "sessionEvent",
  consents: "consent",
  notes: "note",
  merges: "merge",
  exports: "export",
  erasures: "erasure",
  domain_events: "event",
  audit_log: "auditEntry",
  subscriptions: "subscription",
  orders: "order",
  charge_attempts: "attempt",
  transactions: "transaction",
  refunds: "refund",
  disputes: "dispute",
  entitlement_grants: "grant",
  support_actions: "supportAction",
};

/** The columns of a table that the person gets, by their names in the files. */
export function exportedColumns({ personal = [], pseudonym = [], fact = [] }: PersonalTable): string[] {
  return [...pseudonym, ...personal, ...fact];
}

/** The heads of a table's file: its columns, and what is opened for it. */
export function exportedHeads(entry: PersonalTable): string[] {
  return [...exportedColumns(entry).map(toSnakeCase), ...(entry.opened ? [entry.opened.name] : [])];
}

/** A row as the API would show it: ids with their prefix, times in ISO 8601. */
export function shownRow(entry: PersonalTable, row: Row): Row {
  const shown = exportedColumns(entry).map((field) => [
    toSnakeCase(field),
    shownValue(entry, field, row[field]),
  ]);
  return Object.fromEntries(entry.opened ? [...shown, [entry.opened.name, entry.opened.textOf(row)]] : shown);
}

function shownValue(entry: PersonalTable, field: string, value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "bigint") return value.toString();
  if (Buffer.isBuffer(value)) return value.toString("hex");
  const kind = field === "id" ? idsOfTables[nameOf(entry)] : idsOfColumns[field];
  return kind && typeof value === "string" && isUuid(value) ? showId(kind, value) : (value ?? null);
}

/** A value as text for a cell. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
