import type { PaymentProvider } from "../../db/columns";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { type Amount, formatMoney } from "../core/money";
import type { Customer } from "../customers/customer";
import { findRecorded, type Transaction } from "./record";

/** The payment behind a provider's id; where there is none, `invalid` names the field that said it. */
export async function getCharge(
  ctx: CommandCtx,
  provider: PaymentProvider,
  providerTransactionId: string,
  field: string,
): Promise<Transaction> {
  const named = { provider, providerTransactionId, kind: "charge", status: "succeeded" } as const;
  const charge = await findRecorded(ctx, named);
  if (charge) return charge;
  const message = "No payment of this provider has this id";
  throw new AppError("invalid", message, { [field]: message });
}

export function requireOf(customer: Customer, { profileId }: Transaction, field: string): void {
  if (profileId && customer.profileIds.includes(profileId)) return;
  const message = "This payment is of another customer";
  throw new AppError("invalid", message, { [field]: message });
}

/** Refuses what is in another currency than the payment, or more than is left of it. */
export function requireCovered(amount: Amount, charge: Transaction, left: bigint): void {
  const { currency, exponent } = charge;
  const message =
    amount.currency !== currency
      ? `This payment was made in ${currency}`
      : amount.minor > left
        ? `Of this payment ${formatMoney({ minor: left, currency, exponent })} can go back`
        : null;
  if (message) throw new AppError("invalid", message, { amount: message });
}
