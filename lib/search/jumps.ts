import { and, eq, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/client";
import { auditLog } from "../../db/schema/audit";
import { domainEvents } from "../../db/schema/events";
import { funnels } from "../../db/schema/funnels";
import { merges } from "../../db/schema/identity";
import { notes } from "../../db/schema/notes";
import { orders } from "../../db/schema/orders";
import { erasures, exports } from "../../db/schema/privacy";
import { apiKeys } from "../../db/schema/projects";
import { sessions } from "../../db/schema/sessions";
import { subscriptions } from "../../db/schema/subscriptions";
import { disputes, refunds, transactions } from "../../db/schema/transactions";
import type { Ctx } from "../core/ctx";
import { type IdKind, showId } from "../core/ids";
import { can, type Permission } from "../core/permissions";
import type { SearchQuery } from "./query";

/** Something with a page or an entry of its own, found by its id. */
export type Jump = {
  kind: IdKind;
  /** Shown id. */
  id: string;
  /** What it is called, where it has a name. */
  title: string | null;
  /** Whose it is. */
  profileId: string | null;
  /** Below the project, given the shown id of the customer. */
  path: (customerId: string) => string;
};

type Lookup = {
  permission: Permission;
  table: PgTable;
  projectId: AnyPgColumn;
  id: AnyPgColumn;
  profileId?: AnyPgColumn;
  title?: AnyPgColumn | SQL<string | null>;
  path: (shownId: string, customerId: string) => string;
};

const asEntry = (shownId: string, customerId: string) => `/customers/${customerId}#e=${shownId}`;

const asTransaction = (shownId: string, customerId: string) =>
  `/customers/${customerId}/transactions?open=${shownId}`;

/** What an id leads to. */
const lookups: Partial<Record<IdKind, Lookup>> = {
  session: {
    permission: "customers:read",
    table: sessions,
    projectId: sessions.projectId,
    id: sessions.id,
    profileId: sessions.profileId,
    path: (shownId) => `/sessions/${shownId}`,
  },
  funnel: {
    permission: "funnels:read",
    table: funnels,
    projectId: funnels.projectId,
    id: funnels.id,
    title: sql<string | null>`coalesce(${funnels.title}, ${funnels.alias})`,
    path: (shownId) => `/funnels/${shownId}`,
  },
  event: {
    permission: "customers:read",
    table: domainEvents,
    projectId: domainEvents.projectId,
    id: domainEvents.id,
    profileId: domainEvents.profileId,
    title: domainEvents.type,
    path: asEntry,
  },
  note: {
    permission: "customers:read",
    table: notes,
    projectId: notes.projectId,
    id: notes.id,
    profileId: notes.profileId,
    path: asEntry,
  },
  merge: {
    permission: "customers:read",
    table: merges,
    projectId: merges.projectId,
    id: merges.id,
    profileId: merges.customerId,
    path: (_, customerId) => `/customers/${customerId}/attribution`,
  },
  order: {
    permission: "billing:read",
    table: orders,
    projectId: orders.projectId,
    id: orders.id,
    profileId: orders.profileId,
    path: asTransaction,
  },
  transaction: {
    permission: "billing:read",
    table: transactions,
    projectId: transactions.projectId,
    id: transactions.id,
    profileId: transactions.profileId,
    path: asTransaction,
  },
  subscription: {
    permission: "billing:read",
    table: subscriptions,
    projectId: subscriptions.projectId,
    id: subscriptions.id,
    profileId: subscriptions.profileId,
    path: (shownId) => `/subscriptions/${shownId}`,
  },
  refund: {
    permission: "billing:read",
    table: refunds,
    projectId: refunds.projectId,
    id: refunds.id,
    profileId: refunds.profileId,
    path: (_, customerId) => `/customers/${customerId}/transactions?show=refunds`,
  },
  dispute: {
    permission: "billing:read",
    table: disputes,
    projectId: disputes.projectId,
    id: disputes.id,
    title: disputes.state,
    profileId: disputes.profileId,
    path: (_, customerId) => `/customers/${customerId}/transactions?show=disputes`,
  },
  export: {
    permission: "customers:read",
    table: exports,
    projectId: exports.projectId,
    id: exports.id,
    profileId: exports.profileId,
    path: (_, customerId) => `/customers/${customerId}/privacy`,
  },
  erasure: {
    permission: "customers:read",
    table: erasures,
    projectId: erasures.projectId,
    id: erasures.id,
    title: erasures.state,
    path: (shownId) => `/settings/erasures/${shownId}`,
  },
  auditEntry: {
    permission: "audit:read",
    table: auditLog,
    projectId: auditLog.projectId,
    id: auditLog.id,
    title: auditLog.action,
    path: (shownId) => `/settings/audit/${shownId}`,
  },
  apiKey: {
    permission: "keys:read",
    table: apiKeys,
    projectId: apiKeys.projectId,
    id: apiKeys.id,
    title: apiKeys.name,
    path: () => "/developers/keys",
  },
};

/** The rows behind the ids of a query, each by its primary key, in the order of the ids. */
export async function findJumps(
  tx: Transaction,
  ctx: Ctx,
  { ids }: Pick<SearchQuery, "ids">,
): Promise<Jump[]> {
  const found = await Promise.all(
    ids.map(async ({ kind, id }): Promise<Jump[]> => {
      const lookup = lookups[kind];
      if (!lookup || !can(ctx.actor, lookup.permission)) return [];
      const none = sql<null>`null`;
      const [row] = await tx
        .select({ profileId: lookup.profileId ?? none, title: lookup.title ?? none })
        .from(lookup.table)
        .where(and(eq(lookup.projectId, ctx.projectId), eq(lookup.id, id)));
      // What is left of somebody who was erased has no page.
      if (!row || (lookup.profileId && row.profileId === null)) return [];
      const shownId = showId(kind, id);
      const path = (customerId: string) => lookup.path(shownId, customerId);
      return [{ kind, id: shownId, title: textOf(row.title), profileId: textOf(row.profileId), path }];
    }),
  );
  return found.flat();
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
