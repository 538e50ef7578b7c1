import { expect, it } from "vitest";
import type { TransactionRow } from "@/lib/transactions/queries";
import { kindWords, transactionState } from "./transaction-words";

const row = (values: object) =>
  // Only what the words are made of.
  ({
    kind: "charge",
    status: "succeeded",
    amountMinor: 999n,
    retryStep: null,
    disputeState: null,
    ...values,
  }) as TransactionRow;
const order = (values: object = {}) => ({
  kind: "renewal",
  iteration: 19,
  amountMinor: 999n,
  refundedMinor: 0n,
  ...values,
});

it.each([
  [{ order: order() }, "settled", "Renewal, period 19"],
  [{ order: order(), status: "declined", retryStep: 1 }, "declined", "Renewal, period 19, 2nd try"],
  [{ order: order({ kind: "first", iteration: 1, refundedMinor: 999n }) }, "refunded", "First, period 1"],
  [{ order: order({ kind: "one_off", iteration: null, refundedMinor: 1n }) }, "partly_refunded", "One-off"],
  [{ order: order(), disputeState: "open" }, "disputed", "Renewal, period 19"],
  [{ order: order(), disputeState: "lost" }, "dispute_lost", "Renewal, period 19"],
  [{ order: order(), disputeState: "won" }, "settled", "Renewal, period 19"],
  [{ order: order(), kind: "refund", amountMinor: -999n }, "settled", "Refund"],
  [{ order: order(), kind: "refund", amountMinor: -1n }, "settled", "Refund, part"],
  [{ order: null, kind: "dispute", amountMinor: -1n }, "settled", "Dispute"],
  [{ order: null }, "settled", "Payment"],
])("says of %o that it is %s: %s", (values, state, words) => {
  expect(transactionState(row(values))).toBe(state);
  expect(kindWords(row(values))).toBe(words);
});
