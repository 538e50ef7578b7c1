import fc from "fast-check";
import { expect, it } from "vitest";
import { decimalString, exponentOf } from "@/lib/core/money";
import { amountOfStripe, stripeAmount } from "@/lib/gateways/stripe-amount";
import { readJson } from "./json-reader";
import { decimalAmount, minorAmount, readTime } from "./spellings";

const at = new Date("2026-11-01T12:00:00.000Z");

it.each([
  ["seconds", "1793534400"],
  ["milliseconds", "1793534400000"],
  ["microseconds", "1793534400000000"],
  ["seconds with a fraction", "1793534400.000"],
  ["RFC 3339", "2026-11-01T12:00:00Z"],
  ["with microseconds", "2026-11-01T12:00:00.000000Z"],
  ["a zone without a colon", "2026-11-01T14:00:00.000000+0200"],
  ["a zone with a colon", "2026-11-01T04:30:00-07:30"],
  ["no zone, which is UTC", "2026-11-01T12:00:00.000000"],
  ["a blank", "2026-11-01 12:00:00 UTC"],
])("reads a time written as %s", (_, text) => {
  expect(readTime(text)).toEqual(at);
});

it.each([
  "",
  "soon",
  "0",
  "-5",
  "12",
  "99999999999999999999",
  "2026-13-01T00:00:00Z",
  "0001-01-01T00:00:00Z",
  "NaN",
])("takes %j for no time", (text) => expect(readTime(text)).toBeUndefined());

const currency = fc.constantFrom("USD", "EUR", "JPY", "KWD", "ISK", "HUF", "CLF", "UGX", "MGA");

it("reads every amount back that was written in decimals, however many noughts stand behind it", () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), currency, fc.nat(6), (minor, code, noughts) => {
      const exponent = exponentOf(code);
      const text = decimalString(minor, exponent);
      const longer = text.includes(".") ? text + "0".repeat(noughts) : `${text}.${"0".repeat(noughts)}`;
      expect(decimalAmount(text, code)).toEqual({ minor, currency: code, exponent });
      expect(decimalAmount(longer, code.toLowerCase())).toEqual({ minor, currency: code, exponent });
      expect(minorAmount(String(minor), code)).toEqual({ minor, currency: code, exponent });
    }),
  );
});

it.each([
  ["9.99", "USD", 999n],
  ["9.990000000000000001", "USD", 999n],
  ["9.995", "USD", 1_000n],
  ["-9.995", "USD", -1_000n],
  ["1.1E1", "USD", 1_100n],
  ["1e-2", "USD", 1n],
  ["0.1", "JPY", 0n],
  ["980.0", "JPY", 980n],
])("reads %s %s to the nearest minor unit", (text, code, minor) => {
  expect(decimalAmount(text, code)?.minor).toBe(minor);
});

it.each([
  ["1e99", "USD"],
  ["9,99", "USD"],
  ["", "USD"],
  ["9.99", "US"],
  ["9.99", undefined],
  ["99999999999999999999", "USD"],
])("takes %s %s for no amount", (text, code) => {
  expect(decimalAmount(text, code)).toBeUndefined();
});

it("means by Stripe's units what our own charges mean by them", () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 10n), currency, (minor, code) => {
      const amount = { minor, currency: code, exponent: exponentOf(code) };
      const units = stripeAmount(amount);
      if (units !== null) expect(amountOfStripe(BigInt(units), code)).toEqual(amount);
    }),
  );
});

it("keeps the letters of numbers, wherever they stand, and no letter of a text", () => {
  const event = readJson(
    '{"a":[0.10,-1e+2,{"12":12345678901234567890}],"b":"7 \\"8\\" \\\\","c":"\\u0000\\ud800é"}',
  );
  expect(event.text("a.0")).toBe("0.10");
  expect(event.text("a.1")).toBe("-1e+2");
  expect(event.text("a.2.12")).toBe("12345678901234567890");
  expect(event.text("b")).toBe('7 "8" \\');
  expect(event.text("c")).toBe("\ufffdé");
  expect(event.text("toString", "a.constructor", "missing.b.c")).toBeUndefined();
});

it("reads any JSON object as JSON.parse does", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), (value) => {
      const text = JSON.stringify(value);
      const strip = (json: unknown): unknown =>
        typeof json === "number"
          ? JSON.stringify(json)
          : typeof json === "string"
            ? json.replaceAll("\0", "").replaceAll(/\p{Surrogate}/gu, "\ufffd")
            : Array.isArray(json)
              ? json.map(strip)
              : json !== null && typeof json === "object"
                ? Object.fromEntries(
                    Object.entries(json).flatMap(([name, item]) =>
                      name === "__proto__" ? [] : [[name, strip(item)]],
                    ),
                  )
                : json;
      expect(readJson(text).value).toEqual(strip(JSON.parse(text)));
    }),
  );
});
