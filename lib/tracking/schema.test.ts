import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanText, cutText } from "./clean-text";
import { propertyLimits, readProperties } from "./properties";
import { readBatch } from "./schema";

const isBad = (text: string) => text.includes("\u0000") || /\p{Surrogate}/u.test(text);
const anyText = fc.string({ unit: "binary" });

test("clean text holds no NUL and no half of a character, and cleaning it again changes nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
      const clean = cleanText(String.fromCharCode(...units));
      expect(isBad(clean)).toBe(false);
      expect(cleanText(clean)).toBe(clean);
    }),
  );
});

test("a cut never leaves half of a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(20), (text, most) => {
      const cut = cutText(text, most);
      expect(cut.length).toBeLessThanOrEqual(most);
      expect(isBad(cut)).toBe(false);
    }),
  );
});

test("properties are within the limits and free of prototype keys, or refused", () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 8 }),
      fc.jsonValue({ maxDepth: 8, stringUnit: "binary" }),
      (text, value) => {
        for (const raw of [JSON.parse(text), { value }, { [`__proto__${text}`]: 1, ["__proto__"]: value }]) {
          const read = readProperties(raw);
          if ("fault" in read || read.properties === null) continue;
          const stored = JSON.stringify(read.properties);
          expect(depthOf(read.properties)).toBeLessThanOrEqual(propertyLimits.depth);
          expect(stored).not.toMatch(/"(__proto__|constructor|prototype)":/);
          expect(stored).not.toContain("\\u0000");
        }
      },
    ),
  );
});

test("an event holds 500 values and 8 KB of properties, and not more", () => {
  const lists = (sizes: number[]) =>
    Object.fromEntries(sizes.map((length, index) => [`k${index}`, Array(length).fill(1)]));
  const texts = (length: number) => ({ list: [...Array(7).fill("x".repeat(1024)), "x".repeat(length)] });
  const room = propertyLimits.json - JSON.stringify(texts(0)).length;
  expect(readProperties(lists([64, 64, 64, 64, 64, 64, 64, 44]))).toHaveProperty("properties");
  expect(readProperties(lists([64, 64, 64, 64, 64, 64, 64, 45]))).toEqual({ fault: "too_many_properties" });
  expect(readProperties(texts(room))).toHaveProperty("properties");
  expect(readProperties(texts(room + 1))).toEqual({ fault: "too_long" });
});

test("any text at all is either a batch or a refusal, never an exception", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        anyText,
        fc.json(),
        fc.json().map((text) => text.slice(1)),
      ),
      (body) => {
        expect(readBatch(body)).toHaveProperty("invalid");
      },
    ),
  );
});

test("a depth bomb is refused as quickly as anything else", () => {
  const bomb = `{"key":"pk_1","events":${"[".repeat(30_000)}${"]".repeat(30_000)}}`;
  expect(readBatch(bomb)).toHaveProperty("invalid");
});

test("an address with a password is kept without it, and a long one is cut", () => {
  const read = readBatch(
    JSON.stringify({
      key: "pk_1",
      visitor: "v".repeat(22),
      session: "s".repeat(22),
      mode: "production",
      sentAt: 0,
      funnel: { id: " quiz " },
      page: { url: `https://ann:secret@quiz.example/${"x".repeat(3000)}`, referrer: "r".repeat(3000) },
      inputs: { long: "y".repeat(2000), flag: true, none: null },
      events: [],
    }),
  );
  if ("invalid" in read) throw new Error(read.invalid);
  expect(read.page.url.href).not.toContain("secret");
  expect(read.page.referrer).toHaveLength(2048);
  expect(read.funnel.id).toBe("quiz");
  expect([...read.inputs].map(([key, value]) => [key, value.length])).toEqual([
    ["long", 1024],
    ["flag", 4],
  ]);
});

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
