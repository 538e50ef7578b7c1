import { and, asc, count, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Environment, PaymentProvider } from "../../db/columns";
import { funnels } from "../../db/schema/funnels";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { disputes, transactions } from "../../db/schema/transactions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { type Page, pageOf } from "../core/page";
import type { Customer } from "../customers/customer";
import type { FunnelName } from "../sessions/queries";
import { type Decline, declineOf } from "./decline-codes";
import type { TransactionShow } from "./schema";
import { newestFrom, type PageAsked } from "./walk";

export type Transaction = typeof transactions.$inferSelect;
export type Order = typeof orders.$inferSelect;

/** An entry of the ledger with what its line says: where it was bought, what for, and what became of it. */
export type TransactionRow = Transaction & {
  funnel: FunnelName | null;
  order: Pick<Order, "kind" | "iteration" | "amountMinor" | "refundedMinor"> | null;
  retryStep: number | null;
  /** Of the payment's last dispute. */
  disputeState: (typeof disputes.$inferSelect)["state"] | null;
  decline: Decline | null;
};

export type TransactionFilter = {
  environment?: Environment;
  kind?: Transaction["kind"];
  status?: Transaction["status"];
  provider?: PaymentProvider;
  funnelId?: string;
  sessionId?: string;
  subscriptionId?: string;
  orderId?: string;
  from?: Date;
  until?: Date;
};

const shown = {
  transaction: transactions,
  funnel: { id: funnels.id, alias: funnels.alias, title: funnels.title },
  order: {
    kind: orders.kind,
    iteration: orders.iteration,
    amountMinor: orders.amountMinor,
    refundedMinor: orders.refundedMinor,
  },
  retryStep: chargeAttempts.retryStep,
  disputeState: sql<TransactionRow["disputeState"]>`(select ${disputes.state} from ${disputes}
    where ${disputes.projectId} = ${transactions.projectId} and ${disputes.orderId} = ${transactions.orderId}
    order by ${disputes.openedAt} desc limit 1)`,
};

/** Those of a project, newest first by the provider's time. Production only, unless preview is asked for. */
export async function listTransactions(
  ctx: Ctx,
  { environment = "production", ...filter }: TransactionFilter = {},
  { cursor: asked, limit = 50 }: PageAsked = {},
): Promise<Page<TransactionRow>> {
  const { cursor, beyond, order } = newestFrom(asked);
  const same = (column: Parameters<typeof eq>[0], value: string | undefined) =>
    value === undefined ? undefined : eq(column, value);
  const ids = await read(ctx, (tx) =>
    tx
      .select({ id: transactions.id })
      .from(transactions)
      .where(
        and(
          eq(transactions.projectId, ctx.projectId),
          eq(transactions.environment, environment),
          same(transactions.kind, filter.kind),
          same(transactions.status, filter.status),
          same(transactions.provider, filter.provider),
          same(transactions.funnelId, filter.funnelId),
          same(transactions.sessionId, filter.sessionId),
          same(transactions.subscriptionId, filter.subscriptionId),
          same(transactions.orderId, filter.orderId),
          filter.from && gte(transactions.occurredAt, filter.from),
          filter.until && lt(transactions.occurredAt, filter.until),
          beyond(transactions.occurredAt, transactions.id),
        ),
      )
      .orderBy(...order(transactions.occurredAt, transactions.id))
      .limit(limit + 1),
  );
  const rows = await listRows(
    ctx,
    ids.map(({ id }) => id),
  );
  return pageOf(rows, limit, cursor, placeOf);
}

/** Those of a customer over all its profiles, newest first: each profile is walked along its own index. */
export async function listCustomerTransactions(
  ctx: Ctx,
  customer: Customer,
  { show = "all", cursor: asked, limit = 50 }: PageAsked & { show?: TransactionShow } = {},
): Promise<Page<TransactionRow>> {
  const { cursor, beyond, order } = newestFrom(asked);
  const ids = await read(ctx, (tx) => {
    const ofMember = tx
      .select({ id: transactions.id, occurredAt: transactions.occurredAt })
      .from(transactions)
      .where(
        and(
          eq(transactions.projectId, ctx.projectId),
          sql`${transactions.profileId} = member.id`,
          ofShow(show),
          beyond(transactions.occurredAt, transactions.id),
        ),
      )
      .orderBy(...order(transactions.occurredAt, transactions.id))
      .limit(limit + 1)
      .as("of_member");
    return tx
      .select({ id: ofMember.id })
      .from(sql`unnest(${sql.param(customer.profileIds)}::uuid[]) as member(id)`)
      .crossJoinLateral(ofMember)
      .orderBy(...order(sql`${ofMember.occurredAt}`, sql`${ofMember.id}`))
      .limit(limit + 1);
  });
  const rows = await listRows(
    ctx,
    ids.map(({ id }) => id),
  );
  return pageOf(rows, limit, cursor, placeOf);
}

/** How many stand under each of the choices over the list. */
export async function countTransactions(
  ctx: Ctx,
  customer: Customer,
): Promise<Record<TransactionShow, number>> {
  const [row] = await read(ctx, (tx) =>
    tx
      .select({
        all: count(),
        settled: countOf("settled"),
        declined: countOf("declined"),
        refunds: countOf("refunds"),
        disputes: countOf("disputes"),
      })
      .from(transactions)
      .where(
        and(eq(transactions.projectId, ctx.projectId), inArray(transactions.profileId, customer.profileIds)),
      ),
  );
  return row ?? { all: 0, settled: 0, declined: 0, refunds: 0, disputes: 0 };
}

/** What was paid, refused and given back for a visit, oldest first; 100 at most. */
export async function listSessionTransactions(ctx: Ctx, sessionId: string): Promise<TransactionRow[]> {
  const ids = await read(ctx, (tx) =>
    tx
      .select({ id: transactions.id })
      .from(transactions)
      .where(and(eq(transactions.projectId, ctx.projectId), eq(transactions.sessionId, sessionId)))
      .orderBy(asc(transactions.occurredAt), asc(transactions.id))
      .limit(100),
  );
  return listRows(
    ctx,
    ids.map(({ id }) => id),
  );
}

/** The entry behind a shown id; unknown and foreign ones are `not_found`. */
export async function getTransaction(ctx: Ctx, shownId: string): Promise<TransactionRow> {
  const id = findId("transaction", shownId);
  const [row] = id ? await listRows(ctx, [id]) : [];
  if (!row) throw new AppError("not_found", "There is no such transaction");
  return row;
}

/** These, in the order of their ids as they are given. */
export async function listRows(ctx: Ctx, ids: string[]): Promise<TransactionRow[]> {
  if (ids.length === 0) return [];
  const found = await read(ctx, (tx) =>
    tx
      .select(shown)
      .from(transactions)
      .leftJoin(funnels, and(eq(funnels.projectId, ctx.projectId), eq(funnels.id, transactions.funnelId)))
      .leftJoin(orders, and(eq(orders.projectId, ctx.projectId), eq(orders.id, transactions.orderId)))
      .leftJoin(
        chargeAttempts,
        and(eq(chargeAttempts.projectId, ctx.projectId), eq(chargeAttempts.id, transactions.attemptId)),
      )
      .where(and(eq(transactions.projectId, ctx.projectId), inArray(transactions.id, ids))),
  );
  const rows = new Map(found.map(({ transaction, ...rest }) => [transaction.id, rowOf(transaction, rest)]));
  return ids.flatMap((id) => rows.get(id) ?? []);
}

function rowOf(transaction: Transaction, rest: Omit<TransactionRow, keyof Transaction | "decline">) {
  const { declineCode } = transaction;
  return { ...transaction, ...rest, decline: declineCode === null ? null : declineOf(declineCode) };
}

function placeOf(row: Transaction) {
  return { value: row.occurredAt.toISOString(), id: row.id };
}

function ofShow(show: TransactionShow): SQL | undefined {
  switch (show) {
    case "all":
      return undefined;
    case "settled":
      return sql`(${transactions.kind} = 'charge' and ${transactions.status} = 'succeeded')`;
    case "declined":
      return sql`(${transactions.status} = 'declined')`;
    case "refunds":
      return sql`(${transactions.kind} = 'refund' and ${transactions.status} = 'succeeded')`;
    case "disputes":
      return sql`(${transactions.kind} in ('dispute', 'dispute_reversal'))`;
  }
}

function countOf(show: Exclude<TransactionShow, "all">): SQL<number> {
  return sql<number>`count(*) filter (where ${ofShow(show)})::int`;
}
