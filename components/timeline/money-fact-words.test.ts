import { expect, it } from "vitest";
import { type MovedMoney, moneyFactWords } from "./money-fact-words";

const words = (values: object) =>
  // Only what the sentence is made of.
  moneyFactWords({
    kind: "charge",
    status: "succeeded",
    orderKind: null,
    iteration: null,
    decline: null,
    ...values,
  } as MovedMoney);

it.each([
  [{ orderKind: "one_off" }, "Made a purchase"],
  [{ orderKind: "first", iteration: 1 }, "Paid for the first period"],
  [{ orderKind: "renewal", iteration: 19 }, "Paid for period 19"],
  [{ orderKind: "migration", iteration: 1 }, "Paid for another plan"],
  [{}, "Paid"],
  [{ kind: "refund" }, "Was issued a refund"],
  [{ kind: "dispute" }, "Contested a payment at their bank"],
  [{ kind: "dispute_reversal" }, "A contested payment came back"],
])("says of %o: %s", (values, sentence) => {
  expect(words(values).sentence).toBe(sentence);
});

it("says why a payment was declined", () => {
  const decline = { code: "x", reason: "the card has expired", advice: "", isWorthRetrying: false };
  const refused = { status: "declined", decline };
  expect(words({ ...refused, orderKind: "renewal" })).toEqual({
    sentence: "Had a billing issue",
    reason: "the card has expired",
  });
  expect(words({ ...refused, orderKind: "first" }).sentence).toBe("Payment declined");
});
