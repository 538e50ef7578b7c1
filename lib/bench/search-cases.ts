import { showId } from "../core/ids";
import { decimalString } from "../core/money";
import type { Identifier } from "../search/identifiers";
import type { TransactionRow } from "../transactions/queries";

/** A customer and the names it can be found by. */
export type Known = { id: string; names: Pick<Identifier, "kind" | "value">[] };

/** Whole values must be found at once; parts may take a little. Each turn types the next of its texts. */
export type SearchCase = { name: string; kind: "exact" | "partial"; typed: string[] };

type Payment = Pick<
  TransactionRow,
  "orderId" | "providerTransactionId" | "methodLastFour" | "amountMinor" | "exponent" | "currency"
>;

/** What people paste and type: ids, whole names, addresses, beginnings, rare and common parts, and what is not there. */
export function searchCases(known: Known[], payments: Payment[]): SearchCase[] {
  const valuesOf = (kind: Identifier["kind"]) =>
    known.flatMap(({ names }) => names.filter((name) => name.kind === kind).map(({ value }) => value));
  const emails = valuesOf("email");
  const ids = known.map(({ id }) => showId("profile", id));
  const providerIds = valuesOf("provider_customer_id");
  return [
    { name: "customer id", kind: "exact", typed: ids },
    { name: "bare UUID", kind: "exact", typed: known.map(({ id }) => id) },
    {
      name: "order id",
      kind: "exact",
      typed: payments.flatMap(({ orderId }) => (orderId ? showId("order", orderId) : [])),
    },
    {
      name: "id of a payment at its provider",
      kind: "exact",
      typed: payments.flatMap(({ providerTransactionId }) => providerTransactionId ?? []),
    },
    {
      name: "last four of a card",
      kind: "exact",
      typed: payments.flatMap(({ methodLastFour }) => (methodLastFour ? `•• ${methodLastFour}` : [])),
    },
    {
      name: "amount",
      kind: "exact",
      typed: payments.map(
        ({ amountMinor, exponent, currency }) => `${decimalString(amountMinor, exponent)} ${currency}`,
      ),
    },
    { name: "id that is not there", kind: "exact", typed: ["pro_00000000000000000000000000"] },
    {
      name: "address of a customer's page",
      kind: "exact",
      typed: ids.map((id) => `https://console.example/nightleaf/customers/${id}?kind=notes`),
    },
    {
      name: "address of a Stripe customer",
      kind: "exact",
      typed: providerIds.map((id) => `https://dashboard.stripe.com/customers/${id}`),
    },
    {
      name: "address that is not there",
      kind: "exact",
      typed: ["https://dashboard.stripe.com/customers/cus_0"],
    },
    { name: "whole email", kind: "exact", typed: emails },
    { name: "whole user id", kind: "exact", typed: valuesOf("user_id") },
    { name: "whole app user id", kind: "exact", typed: valuesOf("app_user_id") },
    { name: "whole provider id", kind: "exact", typed: providerIds },
    { name: "beginning of an email", kind: "partial", typed: emails.map((email) => email.slice(0, 6)) },
    { name: "two letters", kind: "partial", typed: ["jo", "ma", "zz", "us"] },
    { name: "rare part", kind: "partial", typed: ["featherstonehaugh", "per_cent%", "okonkwo"] },
    { name: "part of one email", kind: "partial", typed: emails.map((email) => email.slice(2, 14)) },
    { name: "common part", kind: "partial", typed: ["gmail", "example", "smith", "john", ".com"] },
    { name: "part between common letters", kind: "partial", typed: ["ailc", "il.co", "n12", "anonymous"] },
    { name: "part that is not there", kind: "partial", typed: ["zzqqxx", "nobody@nowhere", "🙂🙂🙂"] },
  ];
}
