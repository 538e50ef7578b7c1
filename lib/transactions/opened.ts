import type { Ctx } from "../core/ctx";
import { findId } from "../core/ids";
import type { Customer } from "../customers/customer";
import { findOrder, type OrderDetail } from "./order";
import { listRows, type TransactionRow } from "./queries";

/** The transaction behind a shown id of it or of its order, with the order. Null where it is not of this customer. */
export async function findOpened(
  ctx: Ctx,
  customer: Customer,
  shownId: string,
): Promise<{ row: TransactionRow; order: OrderDetail | null } | null> {
  const transactionId = findId("transaction", shownId);
  const [named] = transactionId ? await listRows(ctx, [transactionId]) : [];
  const orderId = named ? named.orderId : findId("order", shownId);
  const order = orderId ? await findOrder(ctx, orderId) : null;
  const row = named ?? order?.transactions.findLast(({ kind }) => kind === "charge");
  const isOwn = row?.profileId && customer.profileIds.includes(row.profileId);
  return row && isOwn ? { row, order } : null;
}
