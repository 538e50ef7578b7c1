import { and, eq } from "drizzle-orm";
import { disputes } from "../../db/schema/transactions";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { decimalString } from "../core/money";
import { type LockedCustomer, lockCustomer } from "../identity/lock";
import { getCharge, requireCovered, requireOf } from "./charge";
import { recordDispute, settleDispute } from "./disputes";
import { type Payment, recordCharge, recordRefund } from "./payment";
import { findRecorded, type Transaction } from "./record";
import { closeDisputeInput, openDisputeInput, recordPaymentInput } from "./schema";

/** Answers with the shown id of the transaction; the same payment of a provider is recorded once. */
export const recordPayment = command({
  name: "transaction.record",
  permission: "subscriptions:start",
  input: recordPaymentInput,
  async run({ ctx, input, audit }) {
    requirePast(ctx, { occurredAt: input.occurredAt });
    const customer = await lockCustomer(ctx, input.customer);
    const { provider, providerTransactionId, kind, status } = input;
    const known = await findRecorded(ctx, { provider, providerTransactionId, kind, status });
    const transaction =
      known ?? (await (kind === "refund" ? recordRefund : recordCharge)(ctx, customer, input));
    const transactionId = showId("transaction", transaction.id);
    if (known) {
      requireSame(known, customer, input);
      audit("unchanged");
      return { transactionId };
    }
    const { minor, currency, exponent } = input.amount;
    const after = { kind, status, amount: decimalString(minor, exponent), currency, provider };
    audit({ subject: transactionId, profileId: customer.id, after });
    return { transactionId };
  },
});

/** Answers with the shown id of the dispute; the same dispute of a provider is recorded once. */
export const openDispute = command({
  name: "dispute.open",
  permission: "subscriptions:start",
  input: openDisputeInput,
  async run({ ctx, input: { provider, payment, ...opened }, audit }) {
    requirePast(ctx, { openedAt: opened.openedAt });
    const charge = await getCharge(ctx, provider, payment, "payment");
    requireCovered(opened.amount, charge, charge.amountMinor);
    const { dispute, isNew } = await recordDispute(ctx, charge, opened);
    const disputeId = showId("dispute", dispute.id);
    if (!isNew) audit("unchanged");
    else audit({ subject: disputeId, profileId: charge.profileId ?? undefined, after: { state: "open" } });
    return { disputeId };
  },
});

/** What the bank decided. A dispute that is closed stays as it is. */
export const closeDispute = command({
  name: "dispute.close",
  permission: "subscriptions:start",
  input: closeDisputeInput,
  async run({ ctx, input: { dispute: id, ...decided }, audit }) {
    requirePast(ctx, { closedAt: decided.closedAt });
    const [dispute] = await ctx.tx
      .select()
      .from(disputes)
      .where(and(eq(disputes.projectId, ctx.projectId), eq(disputes.id, id)))
      .for("no key update");
    if (!dispute) throw new AppError("not_found", "There is no such dispute");
    if (dispute.state === decided.outcome) return audit("unchanged");
    if (dispute.state !== "open")
      throw new AppError("conflict", `This dispute is closed already: it was ${dispute.state}.`);
    const { provider, providerDisputeId } = dispute;
    const taken = await findRecorded(ctx, {
      provider,
      providerTransactionId: providerDisputeId,
      kind: "dispute",
      status: "succeeded",
    });
    if (!taken) throw new Error("a dispute without its entry in the ledger");
    await settleDispute(ctx, taken, dispute, decided);
    audit({
      subject: showId("dispute", id),
      profileId: dispute.profileId ?? undefined,
      before: { state: "open" },
      after: { state: decided.outcome },
    });
  },
});

function requireSame(known: Transaction, customer: LockedCustomer, { amount }: Payment): void {
  requireOf(customer, known, "providerTransactionId");
  const size = known.amountMinor < 0n ? -known.amountMinor : known.amountMinor;
  if (size === amount.minor && known.currency === amount.currency) return;
  throw new AppError("conflict", "This payment of the provider is in the books with another amount.");
}

/** Clocks of others may be a little ahead. */
function requirePast(ctx: CommandCtx, times: Record<string, Date>): void {
  const latest = ctx.clock.now().getTime() + 5 * 60_000;
  for (const [field, at] of Object.entries(times)) {
    if (at.getTime() <= latest) continue;
    throw new AppError("invalid", "This has not happened yet", { [field]: "This has not happened yet" });
  }
}
