import fc from "fast-check";
import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { type InboundProvider, inboundProviders } from "@/db/columns";
import { makeHistory } from "@/tests/provider-histories";
import { signedHeaders, testCertificates, testSecrets, testSettings } from "@/tests/providers/signing";
import { type InboundRequest, verifyInbound } from "./verify";

const now = new Date("2026-11-20T12:00:00Z");
const certificates = testCertificates();
const bodyOf = (provider: InboundProvider) => makeHistory(provider, 3).events[0] ?? expect.fail("no event");

/** The body is a part of what they sign. */
const signBodies = new Set<InboundProvider>(["stripe", "paypal", "revenuecat", "funnelfox-billing"]);

function ask(
  provider: InboundProvider,
  headers: Record<string, string>,
  { rawBody = bodyOf(provider), ...more }: Partial<InboundRequest> = {},
) {
  return verifyInbound(
    {
      ...{ provider, rawBody, now, secrets: testSecrets[provider], settings: testSettings[provider] },
      ...{ headers: new Headers(headers), ...more },
    },
    certificates,
  );
}

const letter = fc.constantFrom(..."0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/=,.-");

/** A text that is another one: a letter changed, lost, added or repeated, cut, turned around, empty. */
function anotherText(text: string): fc.Arbitrary<string> {
  const place = fc.nat(Math.max(0, text.length - 1));
  return fc
    .oneof(
      fc.tuple(place, letter).map(([at, other]) => text.slice(0, at) + other + text.slice(at + 1)),
      place.map((at) => text.slice(0, at) + text.slice(at + 1)),
      fc.tuple(place, letter).map(([at, other]) => text.slice(0, at) + other + text.slice(at)),
      place.map((at) => text.slice(0, at)),
      fc.constantFrom("", text.toUpperCase(), text.toLowerCase(), [...text].reverse().join("")),
    )
    .filter((other) => other.trim() !== text.trim());
}

function anotherBody(body: Buffer): fc.Arbitrary<Buffer> {
  const place = fc.nat(body.length - 1);
  return fc
    .oneof(
      fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
        const changed = Buffer.from(body);
        changed[at] = (changed[at] ?? 0) ^ by;
        return changed;
      }),
      place.map((at) => body.subarray(0, at)),
      fc.constant(Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 2))),
      fc.constantFrom(" ", "\n", "\0").map((end) => Buffer.concat([body, Buffer.from(end)])),
      fc.constant(Buffer.concat([Buffer.from("\ufeff"), body])),
    )
    .filter((other) => !other.equals(body));
}

describe.each(inboundProviders)("%s", (provider) => {
  const body = bodyOf(provider);
  const headers = signedHeaders(provider, body, now);

  it("believes what the provider itself sends", async () => {
    expect(await ask(provider, headers)).toEqual({ ok: true, handshake: null });
  });

  it("accepts none of 3,000 changed signatures, times, names and bodies", async () => {
    const names = fc.constantFrom(...Object.keys(headers).filter((name) => name !== "paypal-cert-url"));
    const changedHeader = names.chain((name) =>
      anotherText((headers[name] ?? "").replace(/,v0=.*/, "")).map((value) => ({
        headers: { ...headers, [name]: value },
        rawBody: body,
      })),
    );
    const changedBody = anotherBody(body).map((rawBody) => ({ headers, rawBody }));
    const missing = names.map((name) => ({
      headers: Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name)),
      rawBody: body,
    }));
    const forged = signBodies.has(provider)
      ? fc.oneof({ weight: 5, arbitrary: changedHeader }, { weight: 5, arbitrary: changedBody }, missing)
      : fc.oneof({ weight: 10, arbitrary: changedHeader }, missing);
    await fc.assert(
      fc.asyncProperty(forged, async (request) => {
        const { ok } = await ask(provider, request.headers, { rawBody: request.rawBody });
        expect(ok).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });

  it("believes nothing before it is set up, and nothing by a secret of another project", async () => {
    const nothing = { authorization: [], signing: [] };
    const others = { authorization: ["of another project"], signing: ["of another project"] };
    expect(await ask(provider, headers, { secrets: nothing, settings: {} })).toEqual({
      ok: false,
      reason: "not_configured",
    });
    expect(await ask(provider, headers, { secrets: others, settings: { webhookId: "ANOTHER" } })).toEqual({
      ok: false,
      reason: "signature",
    });
    const empty = Object.fromEntries(Object.keys(headers).map((name) => [name, ""]));
    expect(await ask(provider, empty)).toMatchObject({ ok: false });
    expect(await ask(provider, {})).toEqual({ ok: false, reason: "missing_header" });
  });

  it("believes the old secret beside the new one while both are valid", async () => {
    const { authorization, signing } = testSecrets[provider];
    const both = {
      authorization: authorization.length > 0 ? ["the new one", ...authorization] : [],
      signing: signing.length > 0 ? ["the new one", ...signing] : [],
    };
    expect(await ask(provider, headers, { secrets: both })).toEqual({ ok: true, handshake: null });
  });
});

it.each([
  ["stripe", 300],
  ["revenuecat", 300],
  ["paypal", 4 * 86_400],
] as const)(
  "%s: what was signed more than %i s ago is refused, though it is signed well",
  async (provider, oldest) => {
    const body = bodyOf(provider);
    const headers = signedHeaders(provider, body, now);
    const after = (seconds: number) =>
      ask(provider, headers, { now: new Date(now.getTime() + seconds * 1_000) });
    expect(await after(oldest)).toEqual({ ok: true, handshake: null });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: oldest + 1, max: 4e8 }), async (seconds) => {
        expect(await after(seconds)).toEqual({ ok: false, reason: "timestamp" });
      }),
      { numRuns: 300 },
    );
    expect(await after(-301)).toEqual({ ok: false, reason: "timestamp" });
  },
);

it("accepts what the official Stripe package signs, with several signatures and keys", async () => {
  const { webhooks } = new Stripe("sk_test_none");
  const rawBody = bodyOf("stripe");
  const [secret = ""] = testSecrets.stripe.signing;
  const timestamp = Math.floor(now.getTime() / 1_000);
  const header = webhooks.generateTestHeaderString({ payload: rawBody.toString(), secret, timestamp });
  expect(await ask("stripe", { "stripe-signature": header })).toEqual({ ok: true, handshake: null });
  const other = webhooks.generateTestHeaderString({
    payload: rawBody.toString(),
    secret: "whsec_old",
    timestamp,
  });
  const rolled = `${other},${header.split(",")[1]}`;
  expect(await ask("stripe", { "stripe-signature": rolled })).toEqual({ ok: true, handshake: null });
  expect(await ask("stripe", { "stripe-signature": other })).toEqual({ ok: false, reason: "signature" });
});

it("takes FunnelFox's secret under both names, and RevenueCat's signature under both names", async () => {
  const [secret = ""] = testSecrets.funnelfox.authorization;
  expect(await ask("funnelfox", { "Fox-Secret": secret })).toMatchObject({ ok: true });
  const { "x-revenuecat-webhook-signature": signature = "", ...rest } = signedHeaders(
    "revenuecat",
    bodyOf("revenuecat"),
    now,
  );
  expect(await ask("revenuecat", { ...rest, "X-RevenueCat-Signature": signature })).toMatchObject({
    ok: true,
  });
  expect(await ask("revenuecat", rest)).toEqual({ ok: false, reason: "missing_header" });
  const { authorization } = testSecrets.revenuecat;
  expect(await ask("revenuecat", rest, { secrets: { authorization, signing: [] } })).toMatchObject({
    ok: true,
  });
});

it("answers Adapty's question whether somebody is here, to nobody but Adapty", async () => {
  const headers = signedHeaders("adapty", Buffer.alloc(0), now);
  const asked = (text: string) => ask("adapty", headers, { rawBody: Buffer.from(text) });
  expect(await asked("{}")).toEqual({ ok: true, handshake: {} });
  expect(await asked('{"adapty_check":"word"}')).toEqual({
    ok: true,
    handshake: { adapty_check_response: "word" },
  });
  expect(await asked('{"adapty_check":"word","event_type":"x"}')).toEqual({ ok: true, handshake: null });
  expect(await asked("no json")).toEqual({ ok: true, handshake: null });
  expect(await ask("adapty", {}, { rawBody: Buffer.from("{}") })).toEqual({
    ok: false,
    reason: "missing_header",
  });
});
