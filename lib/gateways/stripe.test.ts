import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authorizedProject } from "@/lib/core/ctx";
import { startFakeStripe, stripeSecret } from "@/tests/fakes/stripe";
import { type ChargeRequest, within } from "./gateway";
import { stripeGateway, stripeVersion } from "./stripe";
import { stripeAmount } from "./stripe-amount";

let stripe: Awaited<ReturnType<typeof startFakeStripe>>;
beforeAll(async () => {
  stripe = await startFakeStripe();
});
afterAll(() => stripe.close());

const projectId = authorizedProject("00000000-0000-8000-8000-000000000000");
const at = new Date("2026-08-20T12:00:00Z");
const usd = (minor: bigint) => ({ minor, currency: "USD", exponent: 2 });
const { signal } = new AbortController();

const gateway = () => stripeGateway({ secretKey: stripeSecret, apiUrl: stripe.url });
const request = (token = "pm_visa", change: Partial<ChargeRequest> = {}): ChargeRequest => ({
  projectId,
  attemptId: randomUUID(),
  amount: usd(999n),
  method: { token, providerCustomerId: "cus_1" },
  isBuyerPresent: false,
  returnUrl: null,
  email: "ada@example.com",
  at,
  ...change,
});
const lookup = (attemptId: string, change = {}) => ({
  projectId,
  attemptId,
  kind: "charge" as const,
  amount: usd(999n),
  reference: null,
  chargeReference: null,
  since: at,
  at,
  ...change,
});

describe("stripeGateway", () => {
  it("charges off session with the attempt's id as key and reference, and pins the version", async () => {
    const asked = request();
    const outcome = await gateway().charge(asked, signal);
    expect(outcome).toMatchObject({ state: "succeeded", reference: stripe.intents.at(-1)?.id });
    expect(stripe.seen.at(-1)).toMatchObject({
      key: asked.attemptId,
      version: stripeVersion,
      fields: {
        amount: "999",
        currency: "usd",
        customer: "cus_1",
        payment_method: "pm_visa",
        off_session: "true",
        confirm: "true",
        "metadata[dossier_attempt]": asked.attemptId,
        "metadata[email]": "ada@example.com",
      },
    });
  });

  it("moves nothing when the same request is repeated, and is told nothing when it differs", async () => {
    const asked = request();
    const first = await gateway().charge(asked, signal);
    const count = stripe.intents.length;
    expect(await gateway().charge(asked, signal)).toEqual(first);
    expect(await gateway().charge({ ...asked, amount: usd(998n) }, signal)).toMatchObject({
      state: "unknown",
    });
    expect(stripe.intents).toHaveLength(count);
  });

  it("does not take a key that is in use for an answer", async () => {
    const asked = request();
    await gateway().charge(asked, signal);
    const { path, fields } = stripe.seen.at(-1) ?? { path: "", fields: {} };
    stripe.occupy(asked.attemptId, path, fields);
    expect(await gateway().charge(asked, signal)).toMatchObject({ state: "unknown" });
  });

  it("tells declines by their code, and which of them are for good", async () => {
    const told = async (token: string) => gateway().charge(request(token), signal);
    expect(await told("pm_insufficient_funds")).toMatchObject({ code: "insufficient_funds", isHard: false });
    expect(await told("pm_stolen")).toMatchObject({ code: "stolen_card", isHard: true });
    expect(await told("pm_expired")).toMatchObject({ code: "expired_card", isHard: true });
    expect(await told("pm_gone")).toMatchObject({ code: "resource_missing", isHard: true, reference: null });
    expect(await told("pm_3ds")).toMatchObject({ code: "authentication_required", isHard: true });
    const small = await gateway().charge(request("pm_visa", { amount: usd(10n) }), signal);
    expect(small).toMatchObject({ state: "declined", code: "amount_too_small" });
  });

  it("sends a buyer who is there to their bank, and finds out what came of it", async () => {
    const present = { isBuyerPresent: true, returnUrl: "https://quiz.example/thanks" };
    const asked = request("pm_3ds", present);
    const waiting = await gateway().charge(asked, signal);
    expect(waiting).toMatchObject({
      state: "action_required",
      actionUrl: "https://hooks.stripe.com/3ds",
    });
    const reference = waiting.state === "action_required" ? waiting.reference : "";
    stripe.confirm(reference);
    expect(await gateway().lookup(lookup(asked.attemptId, { reference }), signal)).toMatchObject({
      state: "succeeded",
    });
    expect(await gateway().cancel(lookup(asked.attemptId, { reference }), signal)).toMatchObject({
      state: "succeeded",
    });
    const other = request("pm_3ds", present);
    const given = await gateway().charge(other, signal);
    const up = lookup(other.attemptId, {
      reference: given.state === "action_required" ? given.reference : "",
    });
    expect(await gateway().cancel(up, signal)).toMatchObject({ state: "declined", code: "canceled" });
  });

  it("knows nothing where Stripe fails, is busy, is silent or breaks off, and a lost answer is found", async () => {
    for (const fault of ["fails", "is_busy"] as const) {
      stripe.fail(fault);
      expect(await gateway().charge(request(), signal)).toMatchObject({ state: "unknown" });
    }
    stripe.fail("times_out");
    expect(await within((each) => gateway().charge(request(), each), 200)).toMatchObject({
      state: "unknown",
    });
    const asked = request();
    stripe.fail("loses_answer");
    expect(await gateway().charge(asked, signal)).toMatchObject({ state: "unknown" });
    stripe.state.hasSearchCaughtUp = false;
    expect(await gateway().lookup(lookup(asked.attemptId), signal)).toEqual({ state: "absent" });
    stripe.state.hasSearchCaughtUp = true;
    expect(await gateway().lookup(lookup(asked.attemptId), signal)).toMatchObject({ state: "succeeded" });
  });

  it("declines nobody for a key of ours that Stripe refuses", async () => {
    stripe.state.isKeyValid = false;
    expect(await gateway().charge(request(), signal)).toMatchObject({ state: "unknown" });
    expect(await gateway().lookup(lookup(randomUUID()), signal)).toMatchObject({ state: "unknown" });
    stripe.state.isKeyValid = true;
  });

  it("does not believe an answer about another amount", async () => {
    const asked = request();
    await gateway().charge(asked, signal);
    const other = lookup(asked.attemptId, { amount: usd(1n) });
    expect(await gateway().lookup(other, signal)).toMatchObject({ state: "unknown" });
  });

  it("gives back once, finds its refunds in Stripe's list, and waits for one that is on its way", async () => {
    const paid = await gateway().charge(request(), signal);
    const chargeReference = paid.state === "succeeded" ? paid.reference : "";
    const attemptId = randomUUID();
    const refund = { projectId, attemptId, amount: usd(500n), chargeReference, at };
    stripe.fail("loses_answer");
    expect(await gateway().refund(refund, signal)).toMatchObject({ state: "unknown" });
    const question = lookup(attemptId, { kind: "refund", amount: usd(500n), chargeReference });
    expect(await gateway().lookup(question, signal)).toMatchObject({ state: "succeeded" });
    expect(await gateway().refund(refund, signal)).toMatchObject({ state: "succeeded" });
    expect(stripe.refunds.filter((each) => each.payment_intent === chargeReference)).toHaveLength(1);
    const tooMuch = { ...refund, attemptId: randomUUID(), amount: usd(600n) };
    expect(await gateway().refund(tooMuch, signal)).toMatchObject({
      state: "declined",
      code: "charge_already_refunded",
    });
    stripe.state.refundStatus = "pending";
    const slow = { ...refund, attemptId: randomUUID(), amount: usd(100n) };
    expect(await gateway().refund(slow, signal)).toEqual({ state: "unknown", why: "Stripe says pending" });
    stripe.state.refundStatus = "succeeded";
  });
});

it.each([
  ["USD", 2, 999n, 999],
  ["JPY", 0, 1480n, 1480],
  ["KWD", 3, 3500n, 3500],
  ["KWD", 3, 3501n, null],
  ["ISK", 0, 990n, 99_000],
  ["ISK", 2, 99_050n, null],
  ["UGX", 0, 5n, 500],
  ["HUF", 2, 129_000n, 129_000],
  ["MGA", 2, 500n, 5],
  ["MGA", 2, 520n, null],
  ["CLF", 4, 10_000n, null],
  ["IQD", 3, 1000n, null],
])("an amount in %s with %i digits, %s, is %s for Stripe", (currency, exponent, minor, units) => {
  expect(stripeAmount({ currency, exponent, minor })).toBe(units);
});
