import { AppError } from "../core/errors";
import { type Amount, decimalString } from "../core/money";
import { refundableMinor } from "./available";
import type { OrderSituation } from "./situation";

/** What is asked back, or all that is left; never more, and in no other currency. */
export function amountToRefund(situation: OrderSituation, asked: Amount | undefined): bigint {
  const { order } = situation;
  const left = refundableMinor(situation);
  if (!asked) return left;
  if (asked.currency !== order.currency || asked.exponent !== order.exponent)
    throw refusedAmount("amount.currency", `This order was paid in ${order.currency}`);
  if (asked.minor > left)
    throw refusedAmount("amount.amount", `At most ${decimalString(left, order.exponent)} can be refunded`);
  return asked.minor;
}

function refusedAmount(field: string, message: string): AppError {
  return new AppError("invalid", `${message}.`, { [field]: message });
}
