import Stripe from "stripe";
import { declineOf } from "../transactions/decline-codes";
import type { GatewayOutcome } from "./gateway";

type Asked = { attemptId: string; units: number; currency: string };

/** Refusals of this card or amount. Any other refused request is a mistake of ours, for which no customer is declined. */
const refusals =
  /^(resource_missing|amount_too_(small|large)|payment_method_\w+|card_\w+|expired_card|incorrect_\w+|invalid_(cvc|number|expiry_\w+)|charge_already_refunded|charge_disputed|refund_\w+)$/;

/** What became of a payment. One that names another attempt or amount is not believed. */
export function outcomeOfIntent(intent: Stripe.PaymentIntent, asked: Asked): GatewayOutcome {
  if (!isSame(intent, asked)) return unknown("Stripe answered with another payment than was asked for");
  const { id: reference, status, last_payment_error: trouble, next_action: next } = intent;
  switch (status) {
    case "succeeded": {
      if (intent.amount_received !== asked.units) return unknown("Stripe received another amount");
      const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
      return { state: "succeeded", reference, occurredAt: seconds(charge?.created ?? intent.created) };
    }
    case "requires_payment_method": {
      const code = trouble?.decline_code || trouble?.code || "card_declined";
      return declined(reference, code, trouble?.advice_code, seconds(intent.created));
    }
    case "requires_action":
      return next?.redirect_to_url?.url
        ? { state: "action_required", reference, actionUrl: next.redirect_to_url.url }
        : unknown("Stripe asks the buyer for something that no page of its own can ask");
    case "canceled":
      return declined(
        reference,
        "canceled",
        "do_not_try_again",
        seconds(intent.canceled_at ?? intent.created),
      );
    default:
      return unknown(`Stripe says ${status}`);
  }
}

export function outcomeOfRefund(refund: Stripe.Refund, asked: Asked): GatewayOutcome {
  if (!isSame(refund, asked)) return unknown("Stripe answered with another refund than was asked for");
  const { id: reference, status } = refund;
  const occurredAt = seconds(refund.created);
  if (status === "succeeded") return { state: "succeeded", reference, occurredAt };
  if (status === "failed" || status === "canceled")
    return declined(reference, refund.failure_reason ?? "refund_failed", "do_not_try_again", occurredAt);
  return unknown(`Stripe says ${status}`);
}

/** What an error means for the money. Whatever does not prove that nothing moved is unknown. */
export function outcomeOfError(error: unknown, at: Date): GatewayOutcome {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const { code, statusCode, payment_intent: intent } = error;
  if (error instanceof Stripe.errors.StripeCardError) {
    const reason = error.decline_code || code || "card_declined";
    return declined(intent?.id ?? null, reason, error.advice_code, intent ? seconds(intent.created) : at);
  }
  const isRefusal =
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    (statusCode === 400 || statusCode === 402 || statusCode === 404);
  if (isRefusal && code && refusals.test(code)) return declined(null, code, "do_not_try_again", at);
  return unknown(`Stripe: ${error.type}${code ? `, ${code}` : ""}`);
}

export function unknown(why: string): { state: "unknown"; why: string } {
  return { state: "unknown", why };
}

function declined(
  reference: string | null,
  code: string,
  advice: string | null | undefined,
  occurredAt: Date,
): GatewayOutcome {
  const isHard = advice === "do_not_try_again" || !declineOf(code).isWorthRetrying;
  return { state: "declined", reference, code, isHard, occurredAt };
}

function isSame(
  found: { amount: number; currency: string; metadata: Stripe.Metadata | null },
  { attemptId, units, currency }: Asked,
): boolean {
  return (
    found.amount === units &&
    found.currency.toUpperCase() === currency &&
    found.metadata?.dossier_attempt === attemptId
  );
}

function seconds(time: number): Date {
  return new Date(time * 1_000);
}
