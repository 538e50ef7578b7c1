import fc from "fast-check";
import { expect, it } from "vitest";
import { idPrefixes, newId, showId } from "../core/ids";
import { parseQuery } from "./query";

const now = new Date("2026-08-20T12:00:00Z");
const [profile, session, event] = [newId(now), newId(now), newId(now)];
const ids = (typed: string) => parseQuery(typed).ids;

it("reads an id of ours in any case and among other words", () => {
  const shown = showId("profile", profile);
  expect(ids(shown)).toEqual([{ kind: "profile", id: profile }]);
  expect(ids(` "${shown.toUpperCase()}", `)).toEqual([{ kind: "profile", id: profile }]);
  expect(ids(`Hello, my id is ${shown}. Please help`)).toEqual([{ kind: "profile", id: profile }]);
  expect(parseQuery(shown)).toMatchObject({ part: null, form: "id" });
});

it("reads an address of the console, the narrower thing first", () => {
  const path = `/nightleaf/customers/${showId("profile", profile)}`;
  const wanted = [
    { kind: "event", id: event },
    { kind: "profile", id: profile },
  ];
  expect(ids(`https://console.example${path}?kind=changes#e=${showId("event", event)}`)).toEqual(wanted);
  expect(ids(`${path}#e=${showId("event", event)}`)).toEqual(wanted);
  expect(ids(`localhost:3000/nightleaf/sessions/${showId("session", session)}`)).toEqual([
    { kind: "session", id: session },
  ]);
});

it("takes the id out of the address of a provider's dashboard", () => {
  const cases: [string, string, string][] = [
    ["https://dashboard.stripe.com/acct_1Nv/test/customers/cus_QhX81abcDEF", "Stripe", "cus_QhX81abcDEF"],
    ["dashboard.stripe.com/customers/cus_QhX81abcDEF?tab=payments", "Stripe", "cus_QhX81abcDEF"],
    [
      "https://app.revenuecat.com/customers/56965ae1/%24RCAnonymousID%3Ab4f1",
      "RevenueCat",
      "$RCAnonymousID:b4f1",
    ],
    ["https://app.revenuecat.com/projects/56965ae1/customers/user_48213", "RevenueCat", "user_48213"],
    [
      "https://app.adapty.io/profiles/users/0f5e1cbf-55d5-4a2b-9d9c-6cbb23d0a2c1",
      "Adapty",
      "0f5e1cbf-55d5-4a2b-9d9c-6cbb23d0a2c1",
    ],
    ["https://www.paypal.com/billing/subscriptions/I-BW452GLLEP1G", "PayPal", "I-BW452GLLEP1G"],
    ["https://shop.example/admin?user=usr%2F77", "", "usr/77"],
  ];
  for (const [typed, site, value] of cases) {
    const query = parseQuery(typed);
    expect(query.form).toBe("address");
    expect(query.site ?? "").toBe(site);
    expect(query.values).toContain(value);
    expect(query.values[0]).toBe(site === "" ? "admin" : value);
  }
});

it("takes an email out of what stands around it", () => {
  for (const typed of [
    "anna@x.example",
    "<anna@x.example>",
    "Anna K. <anna@x.example>",
    "mailto:anna@x.example.",
  ])
    expect(parseQuery(typed)).toMatchObject({ form: "email", part: "anna@x.example" });
  expect(parseQuery("anna@x.example and ben@y.example").values).toEqual([
    "anna@x.example and ben@y.example",
    "anna@x.example",
    "ben@y.example",
  ]);
});

it("tries a bare UUID as ids of ours and as a provider's", () => {
  const query = parseQuery(profile.toUpperCase());
  expect(query.ids).toContainEqual({ kind: "profile", id: profile });
  expect(query.values).toEqual([profile.toUpperCase()]);
  expect(parseQuery(profile.replaceAll("-", "")).ids).toContainEqual({ kind: "session", id: profile });
});

it("looks for anything else as part of an identifier, when it is long enough", () => {
  expect(parseQuery("lindq")).toMatchObject({ form: "text", part: "lindq", values: ["lindq"] });
  expect(parseQuery("a")).toMatchObject({ form: "short", part: null });
  expect(parseQuery(" \0 ")).toMatchObject({ form: "empty", part: null, values: [] });
  expect(parseQuery("pro_123")).toMatchObject({ form: "broken id", part: "pro_123" });
  expect(parseQuery("$RCAnonymousID:b4")).toMatchObject({ form: "text", part: "$RCAnonymousID:b4" });
});

it("reads any text without failing, bounded and clean, and the same when read again", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 400 }),
    fc.string({ unit: "grapheme", maxLength: 400 }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.emailAddress(),
    fc.mixedCase(fc.constantFrom(...Object.keys(idPrefixes)).map((kind) => `${kind}_%zz@/`)),
  );
  fc.assert(
    fc.property(texts, (typed) => {
      const query = parseQuery(typed);
      for (const value of [query.text, query.part ?? "", ...query.values]) {
        expect(value).not.toMatch(/\0|\p{Surrogate}/u);
        expect(value.length).toBeLessThanOrEqual(2_000);
      }
      expect(query.values.length).toBeLessThanOrEqual(12);
      expect(parseQuery(query.text)).toEqual(query);
    }),
    { numRuns: 2_000, examples: [["http://a.aa#%00a"], ["https://a.aa/x?y=%00b"]] },
  );
});

it("finds an id of ours wherever an address holds it", () => {
  const kind = fc.constantFrom("profile", "session", "note", "event", "merge", "funnel" as const);
  fc.assert(
    fc.property(fc.webUrl(), kind, fc.uuid(), (url, kind, id) => {
      expect(ids(`${url}/${showId(kind, id)}`)).toContainEqual({ kind, id });
    }),
  );
});
