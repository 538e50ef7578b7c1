import { type AppError, isAppError } from "../core/errors";
import { findRecorded } from "../transactions/record";
import { findSubscription } from "./apply-subscription";
import { type Applying, isSettled } from "./applying";
import { type Charged, recordCharge } from "./charge";
import { confirmOwn } from "./confirm-own";
import type { InvoiceFact, PaymentFact } from "./facts";
import { knownProfile } from "./find-customer";
import { inOrder } from "./fold";
import { isHeardItself } from "./heard-itself";
import { NotYet, Parked, settlingTries, subscriptionTries } from "./outcome";
import { placeOrders } from "./place-orders";
import { soldAs } from "./products";
import { recordRefund } from "./refund";
import { requireSameEnvironment } from "./same-environment";
import { readFacts } from "./stored-facts";

/** Keeps money that moved or was refused, once. `isErased`: without saying whose it was. */
export async function applyPayment(
  applying: Applying,
  payment: PaymentFact,
  { isErased }: { isErased: boolean },
): Promise<void> {
  if (payment.amount.minor <= 0n || (await isHeardItself(applying, payment.via))) return;
  try {
    if (payment.kind === "charge") await applyCharge(applying, payment, isErased);
    else await recordRefund(applying, payment);
  } catch (error) {
    if (!isAppError(error) || error.code !== "conflict") throw error;
    throw contradiction(error);
  }
}

function contradiction({ message }: AppError): Parked {
  return new Parked({ code: "contradiction", words: `${message} A person must look at it.` });
}

async function applyCharge(applying: Applying, told: PaymentFact, isErased: boolean): Promise<void> {
  const { ctx, provider } = applying;
  const payment = await withInvoice(applying, told);
  const known = await findRecorded(ctx, {
    ...{ provider, providerTransactionId: payment.id, kind: "charge", status: payment.status },
  });
  requireSameEnvironment(applying, known);
  if (known) return;
  if (await confirmOwn(applying, payment)) return;
  if (!isErased && !isWhole(applying, payment) && !isSettled(applying, settlingTries))
    throw new NotYet({
      code: "charge_incomplete",
      words: "Another event of this payment may say more of it.",
    });
  const charged: Charged = isErased
    ? { profileId: null, subscription: null, sold: null }
    : await whatWasCharged(applying, payment);
  await recordCharge(applying, payment, charged);
  const { subscription } = charged;
  if (subscription?.providerSubscriptionId)
    await placeOrders(applying, {
      ...subscription,
      providerSubscriptionId: subscription.providerSubscriptionId,
    });
}

/** One event that names another amount than the first one: which of them is true, a person must find out. */
export async function requireSameAmount(applying: Applying, fact: PaymentFact | InvoiceFact): Promise<void> {
  if (fact.kind === "invoice" || fact.amount.minor <= 0n) return;
  const { kind, status, id, amount } = fact;
  const { ctx, provider } = applying;
  const known = await findRecorded(ctx, { provider, providerTransactionId: id, kind, status });
  if (!known) return;
  const minor = known.amountMinor < 0n ? -known.amountMinor : known.amountMinor;
  if (minor === amount.minor && known.currency === amount.currency) return;
  throw new Parked({
    code: "contradiction",
    words: "This payment is in the books with another amount. A person must look at it.",
  });
}

/** Stripe tells of one payment in several events, each a part, and what is in the books cannot be written anew. */
function isWhole({ provider }: Applying, { method, subscriptionId, status }: PaymentFact): boolean {
  return (
    provider !== "stripe" || status === "declined" || (method !== undefined && subscriptionId !== undefined)
  );
}

/** Stripe keeps the subscription of a payment in its invoice. */
async function withInvoice(applying: Applying, payment: PaymentFact): Promise<PaymentFact> {
  if (payment.subscriptionId || !payment.invoiceId) return payment;
  const told = await readFacts(applying, { subject: "payment", id: payment.invoiceId });
  for (const { fact } of inOrder(told))
    if (fact.subject === "payment" && fact.kind === "invoice")
      return {
        ...payment,
        subscriptionId: fact.subscriptionId,
        customerId: payment.customerId ?? fact.customerId,
      };
  return payment;
}

async function whatWasCharged(applying: Applying, payment: PaymentFact): Promise<Charged> {
  const subscription = payment.subscriptionId
    ? await findSubscription(applying, payment.subscriptionId)
    : null;
  if (payment.subscriptionId && !subscription && !isSettled(applying, subscriptionTries))
    throw new NotYet({
      code: "subscription_unknown",
      words: "The subscription that this paid is not known yet.",
    });
  const profile = payment.customerId ? await knownProfile(applying, payment.customerId) : null;
  const profileId = profile?.id ?? subscription?.profileId ?? null;
  // The subscription of somebody who was erased: the money is kept, and not whose it was.
  if (!profileId && !subscription)
    throw new NotYet({ code: "customer_unknown", words: "No event has said yet who paid this." });
  const isOnce = !payment.subscriptionId && payment.status === "succeeded" && payment.product;
  const sold = isOnce && payment.product ? await soldOnce(applying, payment, payment.product) : null;
  return { profileId, subscription, sold };
}

/** Where the product does not say its price, it is what was paid. */
async function soldOnce(
  applying: Applying,
  { amount }: PaymentFact,
  product: NonNullable<PaymentFact["product"]>,
) {
  return soldAs(applying, { ...product, price: product.price ?? amount }, true);
}
