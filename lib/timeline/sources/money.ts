import { sql } from "drizzle-orm";
import { orders } from "../../../db/schema/orders";
import { transactions } from "../../../db/schema/transactions";
import { showId } from "../../core/ids";
import { showMoney } from "../../core/money-fields";
import { declineOf } from "../../transactions/decline-codes";
import { entryResource } from "../resource";
import { source } from "../source";

const ofOrder = (column: typeof orders.kind | typeof orders.iteration) =>
  sql`(select ${column} from ${orders} where ${orders.projectId} = ${transactions.projectId}
    and ${orders.id} = ${transactions.orderId})`;

const columns = {
  kind: transactions.kind,
  status: transactions.status,
  amountMinor: transactions.amountMinor,
  currency: transactions.currency,
  exponent: transactions.exponent,
  amountUsdMinor: transactions.amountUsdMinor,
  fxRate: transactions.fxRate,
  fxDay: transactions.fxDay,
  fxSource: transactions.fxSource,
  provider: transactions.provider,
  providerTransactionId: transactions.providerTransactionId,
  methodBrand: transactions.methodBrand,
  methodLastFour: transactions.methodLastFour,
  declineCode: transactions.declineCode,
  orderId: transactions.orderId,
  orderKind: sql<string | null>`${ofOrder(orders.kind)}`.as("order_kind"),
  iteration: sql<number | null>`${ofOrder(orders.iteration)}`.as("iteration"),
};

/** The ledger: what was paid, refused, given back and contested, by the provider's time. */
export const money = source({
  kinds: ["money"],
  idKind: "transaction",
  table: transactions,
  projectId: transactions.projectId,
  id: transactions.id,
  profileId: transactions.profileId,
  occurredAt: transactions.occurredAt,
  receivedAt: transactions.receivedAt,
  columns,
  item: ({ declineCode, ...row }, place) => ({
    kind: "fact",
    ...place,
    type: "transaction",
    actorKind: "provider",
    actorId: row.provider,
    payload: { ...row, decline: declineCode === null ? null : declineOf(declineCode) },
  }),
  wholeColumns: columns,
  resource: ({ amountMinor, amountUsdMinor, currency, exponent, orderId, declineCode, ...row }, place) =>
    entryResource(place, {
      type: "transaction",
      actorKind: "provider",
      actorId: row.provider,
      data: {
        ...row,
        amount: showMoney({ minor: amountMinor, currency, exponent }),
        usd: amountUsdMinor && showMoney({ minor: amountUsdMinor, currency: "USD", exponent: 2 }),
        decline: declineCode === null ? null : declineOf(declineCode),
        order: orderId && showId("order", orderId),
      },
    }),
});
