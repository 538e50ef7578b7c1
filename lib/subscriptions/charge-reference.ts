import { and, desc, eq, ne } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { chargeAttempts } from "../../db/schema/orders";
import { transactions } from "../../db/schema/transactions";

/** As the gateway named the order's charge; of one that was made without us, as the provider told it. */
export async function chargeReferenceOf(
  tx: Transaction,
  projectId: string,
  orderId: string,
): Promise<string | null> {
  const [attempt] = await tx
    .select({ reference: chargeAttempts.providerReference })
    .from(chargeAttempts)
    .where(
      and(
        eq(chargeAttempts.projectId, projectId),
        eq(chargeAttempts.orderId, orderId),
        eq(chargeAttempts.state, "succeeded"),
        ne(chargeAttempts.kind, "refund"),
      ),
    )
    .limit(1);
  if (attempt) return attempt.reference;
  const [told] = await tx
    .select({ reference: transactions.providerTransactionId })
    .from(transactions)
    .where(
      and(
        eq(transactions.projectId, projectId),
        eq(transactions.orderId, orderId),
        eq(transactions.kind, "charge"),
        eq(transactions.status, "succeeded"),
      ),
    )
    .orderBy(desc(transactions.occurredAt))
    .limit(1);
  return told?.reference ?? null;
}
