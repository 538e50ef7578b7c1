import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { authorizedProject } from "@/lib/core/ctx";
import { paypalApp, startFakePaypal } from "@/tests/fakes/paypal";
import { within } from "./gateway";
import { paypalGateway } from "./paypal";
import { paypalAmount } from "./paypal-amount";

let paypal: Awaited<ReturnType<typeof startFakePaypal>>;
beforeAll(async () => {
  paypal = await startFakePaypal();
});
afterAll(() => paypal.close());

const projectId = authorizedProject("00000000-0000-8000-8000-000000000000");
const at = new Date("2026-08-20T12:00:00Z");
const gateway = (secret = paypalApp.secret) => paypalGateway({ ...paypalApp, secret, apiUrl: paypal.url });
const refund = (minor: bigint, attemptId = randomUUID()) => ({
  projectId,
  attemptId,
  amount: { minor, currency: "USD", exponent: 2 },
  chargeReference: "CAPTURE00001",
  at,
});

it("gives back once, however often the answer is lost", async () => {
  paypal.state.losesAnswer = true;
  const asked = refund(500n);
  expect(await within((signal) => gateway().refund(asked, signal))).toMatchObject({ state: "unknown" });
  paypal.state.losesAnswer = false;
  const question = { ...asked, kind: "refund" as const, reference: null, since: at };
  expect(await within((signal) => gateway().lookup(question, signal))).toEqual({ state: "absent" });
  const told = await within((signal) => gateway().refund(asked, signal));
  expect(told).toMatchObject({ state: "succeeded", reference: paypal.refunds[0]?.id });
  expect(paypal.refunds).toHaveLength(1);
  const known = { ...question, reference: paypal.refunds[0]?.id ?? "" };
  expect(await within((signal) => gateway().lookup(known, signal))).toMatchObject({ state: "succeeded" });
});

it("refuses what PayPal refuses, and knows nothing where it is not let in", async () => {
  const ask = (request: ReturnType<typeof refund>, secret?: string) =>
    within((signal) => gateway(secret).refund(request, signal));
  expect(await ask(refund(999n))).toMatchObject({ state: "declined", code: "REFUND_AMOUNT_EXCEEDED" });
  expect(await ask({ ...refund(1n), chargeReference: "NOCAPTURE01" })).toMatchObject({ state: "declined" });
  expect(await ask({ ...refund(1n), chargeReference: "../../v1/x" })).toMatchObject({ state: "declined" });
  expect(await ask(refund(1n), "wrong-secret-0001")).toEqual({
    state: "unknown",
    why: "PayPal answered 401",
  });
  paypal.state.status = "PENDING";
  expect(await ask(refund(1n))).toEqual({ state: "unknown", why: "PayPal says PENDING" });
});

it.each([
  ["USD", 2, 999n, "9.99"],
  ["JPY", 0, 1480n, "1480"],
  ["HUF", 2, 129_000n, "1290"],
  ["HUF", 2, 129_050n, null],
  ["KWD", 3, 3500n, null],
])("an amount in %s with %i digits, %s, is %s for PayPal", (currency, exponent, minor, text) => {
  expect(paypalAmount({ currency, exponent, minor })).toBe(text);
});
