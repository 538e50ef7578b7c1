import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { type AnyPgColumn, alias } from "drizzle-orm/pg-core";
import type { Transaction as DatabaseTransaction } from "../../db/client";
import type { Environment } from "../../db/columns";
import { orders } from "../../db/schema/orders";
import { profiles } from "../../db/schema/profiles";
import { disputes, transactions } from "../../db/schema/transactions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { type Page, pageOf } from "../core/page";
import { listRows, type TransactionRow } from "./queries";
import type { PaymentFilter } from "./schema";
import { newestFrom, type PageAsked } from "./walk";

/** A payment with the customer who made it. Null: the person was erased. */
export type Payment = TransactionRow & {
  customer: { id: string; email: string | null; userId: string | null } | null;
};

export type PaymentSearch = {
  filter?: PaymentFilter;
  environment?: Environment;
  /** Above so many US cents. Payments whose dollars are not known are left out. */
  aboveUsdMinor?: bigint;
};

/**
 * The payments of a project, newest first. Each filter walks one index: payments and failed ones by when they were made,
 * refunded ones by their order, disputed ones by when the dispute was opened.
 */
export async function listLatestPayments(
  ctx: Ctx,
  search: PaymentSearch = {},
  { cursor: asked, limit = 50 }: PageAsked = {},
): Promise<Page<Payment>> {
  const walk = newestFrom(asked);
  const placed = await read(ctx, (tx) => placesOf(tx, ctx, search, walk, limit + 1));
  const { rows, ...rest } = pageOf(placed, limit, walk.cursor, ({ at, place }) => ({
    value: at.toISOString(),
    id: place,
  }));
  const payments = await listRows(
    ctx,
    rows.map(({ id }) => id),
  );
  const customers = await listPayers(ctx, payments);
  return {
    ...rest,
    rows: payments.map((payment) => ({
      ...payment,
      customer: (payment.profileId && customers.get(payment.profileId)) || null,
    })),
  };
}

/** The statement that finds a page. Apart from the rest for the test that looks at its plan. */
export function placesOf(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { filter = "all", environment = "production", aboveUsdMinor }: PaymentSearch,
  { beyond, order }: ReturnType<typeof newestFrom>,
  limit: number,
) {
  const above = aboveUsdMinor === undefined ? undefined : gt(transactions.amountUsdMinor, aboveUsdMinor);
  const own = (
    table: { projectId: AnyPgColumn; environment: AnyPgColumn },
    at: AnyPgColumn,
    id: AnyPgColumn,
  ) => [eq(table.projectId, ctx.projectId), eq(table.environment, environment), beyond(at, id)];
  if (filter === "all" || filter === "failed") {
    const { id, occurredAt } = transactions;
    return tx
      .select({ id, at: occurredAt, place: id })
      .from(transactions)
      .where(
        and(
          ...own(transactions, occurredAt, id),
          eq(transactions.kind, "charge"),
          filter === "failed" ? eq(transactions.status, "declined") : undefined,
          above,
        ),
      )
      .orderBy(...order(occurredAt, id))
      .limit(limit);
  }
  const { table, orderId, at, id, only } =
    filter === "refunded"
      ? {
          table: orders,
          orderId: orders.id,
          at: orders.createdAt,
          id: orders.id,
          only: gt(orders.refundedMinor, 0n),
        }
      : {
          table: disputes,
          orderId: disputes.orderId,
          at: disputes.openedAt,
          id: disputes.id,
          only: undefined,
        };
  const paid = tx
    .select({ id: transactions.id })
    .from(transactions)
    .where(
      and(
        eq(transactions.projectId, ctx.projectId),
        eq(transactions.orderId, orderId),
        eq(transactions.kind, "charge"),
        eq(transactions.status, "succeeded"),
        above,
      ),
    )
    .orderBy(sql`${transactions.occurredAt} desc`)
    .limit(1)
    .as("paid");
  return tx
    .select({ id: paid.id, at, place: id })
    .from(table)
    .crossJoinLateral(paid)
    .where(and(...own(table, at, id), only))
    .orderBy(...order(at, id))
    .limit(limit);
}

async function listPayers(ctx: Ctx, payments: TransactionRow[]) {
  const profileIds = payments.flatMap(({ profileId }) => profileId ?? []);
  if (profileIds.length === 0) return new Map<string, NonNullable<Payment["customer"]>>();
  const payer = alias(profiles, "payer");
  const found = await read(ctx, (tx) =>
    tx
      .select({
        profileId: payer.id,
        id: profiles.id,
        email: sql<string | null>`coalesce(${profiles.email}, ${payer.email})`,
        userId: sql<string | null>`coalesce(${profiles.userId}, ${payer.userId})`,
      })
      .from(payer)
      .innerJoin(profiles, and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, payer.customerId)))
      .where(and(eq(payer.projectId, ctx.projectId), inArray(payer.id, profileIds))),
  );
  return new Map(found.map(({ profileId, ...customer }) => [profileId, customer]));
}
