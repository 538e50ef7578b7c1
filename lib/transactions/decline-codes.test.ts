import { expect, it } from "vitest";
import { declineOf } from "./decline-codes";

it("says what happened, what the customer can do and whether trying again helps", () => {
  expect(declineOf("insufficient_funds")).toEqual({
    code: "insufficient_funds",
    reason: "not enough money on the card",
    advice: "Put money on the card, or pay with another one.",
    isWorthRetrying: true,
  });
  expect(declineOf("stolen_card").isWorthRetrying).toBe(false);
});

it("tells a code that it does not know as it is, also one that every object has", () => {
  for (const code of ["brand_new_code", "constructor", "__proto__"])
    expect(declineOf(code)).toMatchObject({ code, reason: `the provider said “${code}”` });
});
