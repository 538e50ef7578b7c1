import Stripe from "stripe";
import type { Amount } from "../core/money";
import type { GatewayLookup, GatewayOutcome, MethodFacts, PaymentGateway } from "./gateway";
import { stripeAmount } from "./stripe-amount";
import { outcomeOfError, outcomeOfIntent, outcomeOfRefund, unknown } from "./stripe-outcome";

export const stripeVersion = "2026-10-28.endive";

export type StripeAccess = { secretKey: string; apiUrl: string };

/**
 * The official client. Repeating is the protocol's work; the client does it once, with the same key, where a connection
 * was closed under it.
 */
export function stripeClient({ secretKey, apiUrl }: StripeAccess): Stripe {
  const { protocol, hostname, port } = new URL(apiUrl);
  return new Stripe(secretKey, {
    apiVersion: stripeVersion,
    maxNetworkRetries: 0,
    // Below the gateway's deadline, so that a late answer ends as an outcome.
    timeout: 20_000,
    telemetry: false,
    host: hostname,
    port: port || (protocol === "https:" ? 443 : 80),
    protocol: protocol === "https:" ? "https" : "http",
  });
}

/** Charges off session through Stripe. The id of the attempt is the idempotency key, and a reference in its metadata. */
export function stripeGateway(access: StripeAccess): PaymentGateway {
  const stripe = stripeClient(access);
  const asked = ({ attemptId, amount }: { attemptId: string; amount: Amount }, units: number) => ({
    attemptId,
    units,
    currency: amount.currency,
  });

  return {
    provider: "stripe",
    keyRetentionMs: 24 * 60 * 60_000,

    async charge(request) {
      const { attemptId, amount, method, isBuyerPresent, returnUrl, email, at } = request;
      const units = stripeAmount(amount);
      if (units === null) return refused("amount_not_supported", at);
      if (!method.providerCustomerId) return refused("no_payment_method", at);
      const presence: Partial<Stripe.PaymentIntentCreateParams> = !isBuyerPresent
        ? { off_session: true }
        : {
            setup_future_usage: "off_session",
            ...(returnUrl ? { return_url: returnUrl } : { error_on_requires_action: true }),
          };
      return settled(at, async () =>
        outcomeOfIntent(
          await stripe.paymentIntents.create(
            {
              amount: units,
              currency: amount.currency.toLowerCase(),
              customer: method.providerCustomerId ?? undefined,
              payment_method: method.token,
              allowed_payment_method_types: ["card"],
              confirm: true,
              metadata: { dossier_attempt: attemptId, ...(email ? { email } : {}) },
              expand: ["latest_charge"],
              ...presence,
            },
            { idempotencyKey: attemptId },
          ),
          asked(request, units),
        ),
      );
    },

    async refund(request) {
      const { attemptId, amount, chargeReference, at } = request;
      const units = stripeAmount(amount);
      if (units === null) return refused("amount_not_supported", at);
      return settled(at, async () =>
        outcomeOfRefund(
          await stripe.refunds.create(
            { ...paymentNamed(chargeReference), amount: units, metadata: { dossier_attempt: attemptId } },
            { idempotencyKey: attemptId },
          ),
          asked(request, units),
        ),
      );
    },

    async lookup(request): Promise<GatewayLookup> {
      const { attemptId, kind, reference, chargeReference, amount } = request;
      const units = stripeAmount(amount);
      // It was refused before anything was sent.
      if (units === null) return { state: "absent" };
      return looked(async () => {
        if (kind === "refund") {
          const found = reference
            ? await stripe.refunds.retrieve(reference)
            : await refundOf(stripe, attemptId, chargeReference);
          return found ? outcomeOfRefund(found, asked(request, units)) : { state: "absent" };
        }
        if (reference) return outcomeOfIntent(await intentOf(stripe, reference), asked(request, units));
        const { data } = await stripe.paymentIntents.search({
          query: `metadata['dossier_attempt']:'${attemptId}'`,
          limit: 2,
          expand: ["data.latest_charge"],
        });
        const [found, ...others] = data;
        if (others.length > 0) return unknown("Stripe has several payments of this attempt");
        return found ? outcomeOfIntent(found, asked(request, units)) : { state: "absent" };
      });
    },

    async cancel(request) {
      const { reference, amount, at } = request;
      const units = stripeAmount(amount);
      if (!reference || units === null) return unknown("it is not known what is to be given up");
      return settled(at, async () => {
        try {
          const intent = await stripe.paymentIntents.cancel(reference, { expand: ["latest_charge"] });
          return outcomeOfIntent(intent, asked(request, units));
        } catch (error) {
          // The buyer was quicker, or it was given up before.
          if (error instanceof Stripe.errors.StripeError && error.code === "payment_intent_unexpected_state")
            return outcomeOfIntent(await intentOf(stripe, reference), asked(request, units));
          throw error;
        }
      });
    },

    async describe({ token, providerCustomerId }): Promise<MethodFacts> {
      let method = await stripe.paymentMethods.retrieve(token);
      if (method.customer === null && providerCustomerId)
        method = await stripe.paymentMethods.attach(token, { customer: providerCustomerId });
      const { card } = method;
      return {
        brand: card?.brand ?? null,
        lastFour: card?.last4 ?? null,
        expiresMonth: card?.exp_month ?? null,
        expiresYear: card?.exp_year ?? null,
      };
    },
  };
}

async function settled(at: Date, call: () => Promise<GatewayOutcome>): Promise<GatewayOutcome> {
  try {
    return await call();
  } catch (error) {
    return outcomeOfError(error, at);
  }
}

/** An error says nothing of the attempt: what could not be looked up is not known. */
async function looked(call: () => Promise<GatewayLookup>): Promise<GatewayLookup> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError)
      return unknown(`Stripe: ${error.type}${error.code ? `, ${error.code}` : ""}`);
    throw error;
  }
}

function intentOf(stripe: Stripe, reference: string): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.retrieve(reference, { expand: ["latest_charge"] });
}

/** A payment that was recorded may be known by the name of its charge. */
function paymentNamed(reference: string): { charge: string } | { payment_intent: string } {
  return /^(ch|py)_/.test(reference) ? { charge: reference } : { payment_intent: reference };
}

/** Refunds cannot be searched, but those of a payment can be listed. */
async function refundOf(
  stripe: Stripe,
  attemptId: string,
  chargeReference: string | null,
): Promise<Stripe.Refund | null> {
  if (!chargeReference) throw new Error("the charge that was to be refunded is not known");
  for await (const refund of stripe.refunds.list({ ...paymentNamed(chargeReference), limit: 100 }))
    if (refund.metadata?.dossier_attempt === attemptId) return refund;
  return null;
}

function refused(code: string, at: Date): GatewayOutcome {
  return { state: "declined", reference: null, code, isHard: true, occurredAt: at };
}
