import { expect, it } from "vitest";
import { factWords } from "./fact-words";

const words = (type: string, payload: Record<string, unknown> = {}) => factWords({ type, payload });

it("says what changed of a person, from what to what", () => {
  const payload = { email: "b@x.example", user_id: "u1", previous: { email: "a@x.example" } };
  expect(words("profile.updated", payload).sentence).toBe("Email changed from a@x.example to b@x.example");
  expect(words("profile.updated", { user_id: "u1", previous: { user_id: null } }).sentence).toBe(
    "User ID set to u1",
  );
  expect(words("profile.updated", { email: null, previous: { email: "a@x.example" } }).sentence).toBe(
    "Email removed",
  );
  expect(words("profile.updated", { tags: ["vip"], previous: { tags: ["new"] } }).sentence).toBe(
    "Tagged vip; Tag new removed",
  );
  expect(words("profile.updated").sentence).toBe("Profile changed");
});

it("says what was allowed, which attributes, and shows an unknown type as it is", () => {
  expect(words("consent.updated", { purpose: "analytics", state: "denied" }).sentence).toBe(
    "Refused analytics",
  );
  expect(words("attributes.updated", { attributes: { goal: "sleep", age: null } }).detail).toBe(
    "goal: sleep, age removed",
  );
  expect(
    words("attributes.updated", {
      attributes: { goal: "focus", plan: "pro", old: null },
      previous: { goal: "sleep", plan: null, old: "x" },
    }).detail,
  ).toBe("goal: sleep → focus, plan: pro, old: x removed");
  expect(words("subscription.renewed").sentence).toBe("subscription.renewed");
});

it("says what was audited, with the reason or what changed, but not what a deleted note said", () => {
  expect(words("note.delete", { before: { body: "secret" } })).toEqual({ sentence: "Note deleted" });
  expect(words("note.edit", { before: { body: "a" }, after: { body: "b" } }).detail).toBe("body: a → b");
  expect(words("erasure.request", { reason: "Asked by letter", after: {} }).detail).toBe("Asked by letter");
  expect(words("thing.do", { before: { size: 1 } })).toEqual({
    sentence: "thing.do",
    detail: "size: 1 removed",
  });
});

it("says what access was granted, extended, taken and handed over, and which offering was chosen", () => {
  const entitlement = { key: "premium", name: "Premium" };
  const until = { entitlement, expires_at: "2026-09-01T12:00:00.000Z" };
  expect(words("entitlement.granted", until)).toEqual({
    sentence: "Was granted the Premium entitlement until 2026-09-01",
    detail: undefined,
  });
  expect(words("entitlement.granted", { entitlement, expires_at: null, transferred_from: "grt_1" })).toEqual({
    sentence: "Was granted the Premium entitlement for life",
    detail: "Taken over from another customer",
  });
  const extended = words("entitlement.granted", {
    ...until,
    previous_expires_at: "2026-08-01T12:00:00.000Z",
  });
  expect(extended.sentence).toBe("Had their granted Premium entitlement extended until 2026-09-01");
  expect(words("entitlement.revoked", { entitlement, transferred_to: "grt_2" })).toEqual({
    sentence: "Had their granted Premium entitlement removed",
    detail: "Given to another customer",
  });
  expect(words("offering.overridden", { offering: { name: "Spring" } }).sentence).toBe(
    "Was given the offering Spring",
  );
  expect(words("offering.overridden", { offering: null }).sentence).toBe("Sees the current offering again");
});

it("says what was done for a customer, what it moved and why", () => {
  const effects = { money: { amount: { amount: "9.99", currency: "USD" } } };
  expect(
    factWords({
      type: "support.refund",
      payload: { state: "pending", reason: "Goodwill", comment: "In chat", details: { effects } },
    }),
  ).toEqual({ sentence: "Payment refunded, not confirmed yet", detail: "9.99 USD · Goodwill · “In chat”" });
});

it("tells of subscriptions in RevenueCat's words", () => {
  const payload = {
    subscription: { price_point: "premium-monthly-eur", status: ["RECURRING", "AUTORENEW_OFF"] },
  };
  expect(words("subscription.unsubscription", payload)).toEqual({
    sentence: "Opted out of renewal",
    detail: "premium-monthly-eur · RECURRING, AUTORENEW_OFF",
  });
  expect(words("subscription.starting_trial")).toEqual({ sentence: "Started a trial", detail: undefined });
});
