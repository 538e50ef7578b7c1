import { and, desc, eq, inArray, isNotNull } from "drizzle-orm";
import type { Transaction as DatabaseTransaction } from "../../db/client";
import { transactions } from "../../db/schema/transactions";
import type { Ctx } from "../core/ctx";
import { showId } from "../core/ids";
import { formatMoney } from "../core/money";
import { can } from "../core/permissions";
import type { Jump } from "./jumps";
import type { PaymentQuery } from "./payment";

/** Somebody who paid so much, or with such a card. */
export type PaymentHit = { profileId: string; kind: "card" | "amount"; value: string };

/** The newest that are looked through for different customers. */
const mostPayments = 200;
const mostJumps = 3;

/** The payments behind a provider's id, the newest first. */
export async function findPaymentJumps(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { ids }: PaymentQuery,
): Promise<Jump[]> {
  if (ids.length === 0 || !can(ctx.actor, "billing:read")) return [];
  const found = await tx
    .select()
    .from(transactions)
    .where(
      and(
        eq(transactions.projectId, ctx.projectId),
        inArray(transactions.providerTransactionId, ids),
        isNotNull(transactions.profileId),
      ),
    )
    .orderBy(desc(transactions.occurredAt))
    .limit(mostJumps);
  return found.map((row) => {
    const shownId = showId("transaction", row.id);
    return {
      kind: "transaction",
      id: shownId,
      title: `${formatMoney({ ...row, minor: row.amountMinor })} ${row.providerTransactionId}`,
      profileId: row.profileId,
      path: (customerId) => `/customers/${customerId}/transactions?open=${shownId}`,
    };
  });
}

/** Who paid with such a card or so much, those who did last first. Each walks its index from the newest payment on. */
export async function findByPayment(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { lastFour, amount }: PaymentQuery,
): Promise<PaymentHit[]> {
  if (!can(ctx.actor, "billing:read") || (lastFour === null && amount === null)) return [];
  const { profileId, methodBrand, amountMinor, currency, exponent } = transactions;
  const rows = await tx
    .select({ profileId, methodBrand, amountMinor, currency, exponent })
    .from(transactions)
    .where(
      and(
        eq(transactions.projectId, ctx.projectId),
        lastFour === null ? undefined : eq(transactions.methodLastFour, lastFour),
        amount === null ? undefined : eq(transactions.currency, amount.currency),
        amount === null ? undefined : eq(transactions.amountMinor, amount.minor),
        isNotNull(transactions.profileId),
      ),
    )
    .orderBy(desc(transactions.occurredAt))
    .limit(mostPayments);
  const hits = new Map<string, PaymentHit>();
  for (const { profileId: payer, ...row } of rows) {
    if (payer === null || hits.has(payer)) continue;
    hits.set(
      payer,
      lastFour === null
        ? { profileId: payer, kind: "amount", value: formatMoney({ ...row, minor: row.amountMinor }) }
        : { profileId: payer, kind: "card", value: `${row.methodBrand ?? "card"} ••${lastFour}` },
    );
  }
  return [...hits.values()];
}
