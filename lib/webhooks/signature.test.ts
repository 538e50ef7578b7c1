import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { newId, showId } from "../core/ids";
import {
  type EndpointSecrets,
  newSigningSecret,
  sealEndpointSecrets,
  secretHint,
  sign,
  signingSecrets,
  unsealEndpointSecrets,
} from "./signature";

const now = new Date();
const bodies = Number(process.env.SIGNED_BODIES ?? 1_000);

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.constantFrom("", "{}", " ", ".", "\n", "é".repeat(131_072), "x".repeat(262_144)),
  fc.json(),
);

function headersOf(body: string, secrets: EndpointSecrets, at = now) {
  const id = showId("event", newId(at));
  const timestamp = Math.floor(at.getTime() / 1_000);
  const signature = sign({ id, timestamp, body }, signingSecrets(secrets, at));
  return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": signature };
}

function isAccepted(body: string, headers: Record<string, string>, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch (error) {
    // The library verifies first and parses then; a body that is no JSON was verified all the same.
    return error instanceof SyntaxError;
  }
}

test(`W1: the reference library accepts ${bodies} random bodies before, during and after a rotation, and only then`, () => {
  const [before, after] = [newSigningSecret(), newSigningSecret()];
  const until = (ms: number) => new Date(now.getTime() + ms).toISOString();
  const states: { secrets: EndpointSecrets; before: boolean; after: boolean }[] = [
    { secrets: { current: before, headers: [] }, before: true, after: false },
    {
      secrets: { current: after, previous: [{ secret: before, until: until(1_000) }], headers: [] },
      before: true,
      after: true,
    },
    {
      secrets: { current: after, previous: [{ secret: before, until: until(0) }], headers: [] },
      before: false,
      after: true,
    },
  ];
  fc.assert(
    fc.property(text, (given) => {
      // What is sent is UTF-8: a lone half of a character cannot be.
      const body = Buffer.from(given).toString();
      for (const state of states) {
        const headers = headersOf(body, state.secrets);
        expect(isAccepted(body, headers, before)).toBe(state.before);
        expect(isAccepted(body, headers, after)).toBe(state.after);
        expect(isAccepted(`${body} `, headers, after)).toBe(false);
      }
    }),
    { numRuns: bodies },
  );
}, 120_000);

test("another id or another time than the signed one is refused", () => {
  const secrets = { current: newSigningSecret(), headers: [] };
  const headers = headersOf("{}", secrets);
  const later = String(Number(headers["webhook-timestamp"]) + 1);
  expect(isAccepted("{}", headers, secrets.current)).toBe(true);
  expect(isAccepted("{}", { ...headers, "webhook-id": "evt_other" }, secrets.current)).toBe(false);
  expect(isAccepted("{}", { ...headers, "webhook-timestamp": later }, secrets.current)).toBe(false);
});

test("the secrets of an endpoint open for that endpoint alone", () => {
  const owner = { projectId: newId(now), id: newId(now) };
  const secrets: EndpointSecrets = {
    current: newSigningSecret(),
    sharedHeader: { name: "Fox-Secret-Key", value: "hush" },
    headers: [["x-team", "growth"]],
  };
  const { bytes, keyId } = sealEndpointSecrets(owner, secrets);
  expect(unsealEndpointSecrets({ ...owner, secrets: bytes, keyId })).toEqual(secrets);
  expect(() => unsealEndpointSecrets({ ...owner, id: newId(now), secrets: bytes, keyId })).toThrow();
  expect(bytes.includes(secrets.current)).toBe(false);
});

test("a hint shows the end of a secret and nothing else of it", () => {
  expect(secretHint("whsec_AAAABBBBCCCCDDDD=")).toBe("whsec_…DDDD");
});
