import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { type InboundProvider, inboundProviders } from "@/db/columns";
import { formatMoney } from "@/lib/core/money";
import type { Fact } from "@/lib/inbound-events/facts";
import { parseEvent } from "@/lib/inbound-events/parse";

type Expected = [provider: InboundProvider, name: string, words: string, facts: string[]];
// What a person read of the body: the sentence, and each fact in a line.
const expected: Expected[] = JSON.parse(readFileSync("tests/fixtures/expected.json", "utf8"));

const folder = path.resolve("tests/fixtures");
const read = (provider: InboundProvider, name: string) =>
  readFileSync(path.join(folder, provider, `${name}.json`));
const namesOf = (provider: InboundProvider) =>
  readdirSync(path.join(folder, provider)).map((file) => file.slice(0, -".json".length));

/** A fact in a line, for eyes. */
function told(fact: Fact): string {
  const { subject } = fact;
  if (subject === "customer") return `${fact.id} ${fact.names.userId ?? "-"} ${fact.names.email ?? "-"}`;
  if (subject === "dispute") return `dispute ${fact.state} ${formatMoney(fact.amount)} of ${fact.chargeId}`;
  if (subject === "payment") {
    if (fact.kind === "invoice") return `invoice ${fact.id} of ${fact.subscriptionId}`;
    const of = fact.chargeId ?? fact.subscriptionId ?? fact.invoiceId;
    return `${fact.kind} ${fact.status} ${formatMoney(fact.amount)} ${fact.id}${of ? ` of ${of}` : ""}`;
  }
  const { phase, dunning, autoRenew, periodEnd, pause, endReason } = fact;
  const said = [phase, dunning !== "none" && dunning, endReason, autoRenew === false && "ends"];
  const paused = pause ? `paused to ${pause.until?.slice(0, 10) ?? "?"}` : false;
  return [`${fact.id}:`, ...said, paused, periodEnd && `to ${periodEnd.slice(0, 10)}`]
    .filter(Boolean)
    .join(" ");
}

/** What each provider documents that it sends. */
const documented: Record<InboundProvider, string> = {
  stripe: `customer.created customer.updated customer.deleted customer.subscription.created customer.subscription.updated
    customer.subscription.deleted customer.subscription.paused customer.subscription.resumed
    customer.subscription.trial_will_end invoice.paid invoice.payment_failed invoice.payment_action_required
    invoice.finalized invoice.voided invoice_payment.paid payment_intent.succeeded payment_intent.payment_failed
    payment_intent.processing payment_intent.canceled charge.succeeded charge.refunded refund.created refund.updated
    refund.failed charge.dispute.created charge.dispute.closed checkout.session.completed`,
  paypal: `BILLING.SUBSCRIPTION.CREATED BILLING.SUBSCRIPTION.ACTIVATED BILLING.SUBSCRIPTION.UPDATED
    BILLING.SUBSCRIPTION.EXPIRED BILLING.SUBSCRIPTION.CANCELLED BILLING.SUBSCRIPTION.SUSPENDED
    BILLING.SUBSCRIPTION.RE-ACTIVATED BILLING.SUBSCRIPTION.PAYMENT.FAILED PAYMENT.SALE.COMPLETED PAYMENT.SALE.REFUNDED
    PAYMENT.SALE.REVERSED PAYMENT.CAPTURE.COMPLETED PAYMENT.CAPTURE.DENIED PAYMENT.CAPTURE.PENDING
    PAYMENT.CAPTURE.REFUNDED PAYMENT.CAPTURE.REVERSED CUSTOMER.DISPUTE.CREATED CUSTOMER.DISPUTE.UPDATED
    CUSTOMER.DISPUTE.RESOLVED`,
  revenuecat: `TEST INITIAL_PURCHASE RENEWAL CANCELLATION UNCANCELLATION NON_RENEWING_PURCHASE SUBSCRIPTION_PAUSED EXPIRATION
    BILLING_ISSUE PRODUCT_CHANGE TRANSFER SUBSCRIPTION_EXTENDED TEMPORARY_ENTITLEMENT_GRANT REFUND_REVERSED
    INVOICE_ISSUANCE VIRTUAL_CURRENCY_TRANSACTION EXPERIMENT_ENROLLMENT SUBSCRIBER_ALIAS`,
  adapty: `subscription_started subscription_renewed subscription_renewal_cancelled subscription_renewal_reactivated
    subscription_expired subscription_paused subscription_deferred non_subscription_purchase trial_started
    trial_converted trial_renewal_cancelled trial_renewal_reactivated trial_expired entered_grace_period
    billing_issue_detected subscription_refunded non_subscription_purchase_refunded access_level_updated`,
  funnelfox: `onboarding.started onboarding.completed profile.updated purchase.completed subscription.created
    subscription.trialing subscription.active subscription.cycle subscription.paused subscription.resumed
    subscription.cancelled subscription.unpaid subscription.activated subscription.renewed`,
  "funnelfox-billing": `order.settled order.declined subscription.starting_trial subscription.convertion
    subscription.renewing subscription.unsubscription subscription.planning_postponed_subscription subscription.pausing
    subscription.defering subscription.resuming subscription.recovering_autorenew subscription.expiration
    subscription.start_grace subscription.start_retry subscription.finish_grace subscription.recovering
    subscription.unknown oneoff.granted oneoff.revoked refund.settled user.update_email dispute.opened`,
};

describe.each(inboundProviders)("%s", (provider) => {
  it("knows each type that is documented, and says it without a word of the person", () => {
    const types = new Set<string>();
    for (const name of namesOf(provider)) {
      const parsed = parseEvent(provider, read(provider, name), {});
      types.add(parsed.type);
      expect(parsed.isKnown, name).toBe(parsed.type !== "subscription.unknown");
      expect(parsed.occurredAt?.toISOString(), name).toMatch(/^2026-11-01T12:00:0/);
      expect(parsed.words).not.toMatch(/mara|lind|user-77|@|\+49|unknown amount|undefined/i);
    }
    expect(documented[provider].split(/\s+/).filter((type) => !types.has(type))).toEqual([]);
  });

  it("reads half of a body, or fields of another kind, without a failure that has no code", () => {
    for (const name of namesOf(provider)) {
      const body = read(provider, name).toString();
      for (const odd of ["null", "[]", "{}", "7", '"x"', "true", "1e400", '"\\u0000\\ud800"']) {
        const changed = body.replaceAll(
          /(": )("[^"]*"|\d+(?:\.\d+)?)/g,
          (whole, colon: string, value: string) => (value.length % 2 === 0 ? `${colon}${odd}` : whole),
        );
        const { facts, words } = parseEvent(provider, Buffer.from(changed), {});
        expect(words).not.toBe("");
        for (const fact of facts) expect(fact).toBeTypeOf("object");
      }
    }
  });
});

it.each<Expected>(expected)("%s %s: %s", (provider, name, words, facts) => {
  const parsed = parseEvent(provider, read(provider, name), {});
  expect(parsed.words).toBe(words);
  expect(parsed.facts.map(told)).toEqual(facts);
});

it("names our own attempt, profile and session, by which an event of our own engine is known again", () => {
  const [, payment] = parseEvent("stripe", read("stripe", "payment_intent.succeeded.our-own"), {}).facts;
  expect(payment).toMatchObject({ attemptId: "01936f1e-7b00-7000-8000-000000000001", id: "pi_1Pro" });
  const checkout = parseEvent("stripe", read("stripe", "checkout.session.completed"), {});
  expect(checkout.customer).toMatchObject({ profileId: "pro_01jd3m1zq8e2r9v7c4x5t6w8ya" });
  expect(checkout.facts[1]).toMatchObject({ sessionId: "ses_01jd3m1zq8e2r9v7c4x5t6w8yb" });
  expect(parseEvent("paypal", read("paypal", "PAYMENT.CAPTURE.COMPLETED"), {}).customer).toMatchObject({
    claimedProfileId: "pro_01jd3m1zq8e2r9v7c4x5t6w8ya",
  });
  const [, order] = parseEvent("funnelfox-billing", read("funnelfox-billing", "order.settled"), {}).facts;
  expect(order).toMatchObject({ sessionId: "ses_01jd3m1zq8e2r9v7c4x5t6w8yb" });
});

it("takes the user id from the field that the project names, and Adapty's events under the project's names", () => {
  const userOf = (provider: InboundProvider, name: string, userIdField: string) =>
    parseEvent(provider, read(provider, name), { userIdField }).customer?.userId;
  expect(userOf("stripe", "customer.created", "dossier_profile")).toBe("pro_01jd3m1zq8e2r9v7c4x5t6w8ya");
  expect(userOf("revenuecat", "RENEWAL", "goal")).toBe("sleep");
  expect(userOf("revenuecat", "RENEWAL", "original_app_user_id")).toBeUndefined();
  expect(userOf("adapty", "trial_started", "profile_id")).toBe("772204ce-ebf6-4ed9-82b0-d8688ab62b01");
  expect(userOf("paypal", "PAYMENT.SALE.COMPLETED", "none")).toBeUndefined();
  const renamed = Buffer.from(
    read("adapty", "trial_started").toString().replace('"trial_started"', '"Trial begins"'),
  );
  expect(parseEvent("adapty", renamed, {}).isKnown).toBe(false);
  expect(parseEvent("adapty", renamed, { renamedEvents: { "Trial begins": "trial_started" } })).toMatchObject(
    {
      type: "trial_started",
      isKnown: true,
    },
  );
});

it("parses as the official Stripe package does", () => {
  const { webhooks } = new Stripe("sk_test_none");
  const secret = "whsec_onlyForTheTests";
  for (const name of namesOf("stripe")) {
    const body = read("stripe", name);
    const header = webhooks.generateTestHeaderString({ payload: body.toString(), secret });
    const event = webhooks.constructEvent(body, header, secret);
    const parsed = parseEvent("stripe", body, {});
    expect(parsed).toMatchObject({ providerEventId: event.id, type: event.type });
    expect(parsed.occurredAt).toEqual(new Date(event.created * 1_000));
  }
});
