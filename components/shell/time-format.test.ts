import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatRelative, formatTime, zoneLabel } from "./time-format";
import { zoneOf } from "./zone-name";

const at = Date.UTC(2026, 7, 9, 4, 3, 7);
const instant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) });

describe("absolute time", () => {
  test("reads the same on every machine", () => {
    expect(formatTime(at, "full", "UTC", at)).toBe("9 Aug 2026, 04:03 UTC");
    expect(formatTime(at, "day", "UTC", at)).toBe("9 Aug 2026");
    expect(formatTime(at, "weekday", "UTC", at)).toBe("Sun 9 Aug 2026");
    expect(formatTime(at, "seconds", "UTC", at)).toBe("04:03:07");
  });

  test("names the offset that held at that time in the person's zone", () => {
    expect(formatTime(at, "full", "Europe/Berlin", at)).toBe("9 Aug 2026, 06:03 UTC+2");
    expect(formatTime(at, "full", "America/St_Johns", at)).toBe("9 Aug 2026, 01:33 UTC−2:30");
    expect(zoneLabel(Date.UTC(2026, 0, 9), "Europe/Berlin")).toBe("UTC+1");
  });

  test("leaves the year out of a column only in the year that the page was drawn", () => {
    expect(formatTime(at, "cell", "UTC", at)).toBe("\u20079 Aug, 04:03");
    expect(formatTime(at, "cell", "UTC", Date.UTC(2027, 0, 1))).toBe("\u20079 Aug 2026, 04:03");
    expect(formatTime(Date.UTC(2026, 11, 31, 23), "cell", "Asia/Tokyo", Date.UTC(2026, 11, 31, 10))).toBe(
      "\u20071 Jan 2027, 08:00",
    );
  });

  test("agrees with the ISO text for every instant", () => {
    fc.assert(
      fc.property(instant, (moment) => {
        expect(formatTime(moment, "seconds", "UTC", 0)).toBe(new Date(moment).toISOString().slice(11, 19));
      }),
    );
  });
});

describe("relative time", () => {
  test.each([
    [0, "just now"],
    [-30_000, "in a moment"],
    [50_000, "1 min ago"],
    [26 * 60_000, "26 min ago"],
    [3 * 3_600_000 + 1, "3 h ago"],
    [6 * 86_400_000, "6 d ago"],
    [-20 * 86_400_000, "in 20 d"],
  ])("%d ms before now is %s", (agoMs, text) => {
    expect(formatRelative(at - agoMs, at)).toBe(text);
  });
});

describe("the zone cookie", () => {
  test("is believed only when it names a zone", () => {
    expect(zoneOf("Europe%2FBerlin")).toBe("Europe/Berlin");
    expect(zoneOf(undefined)).toBe("UTC");
    for (const odd of ["+01:30", "-23:59", "Etc/GMT+5", "europe%2Fberlin%", "%E0%A4%A", "EST5EDT"])
      expect(["UTC", ...Intl.supportedValuesOf("timeZone")]).toContain(zoneOf(odd));
    expect(zoneOf("%2B01%3A30")).toBe("UTC");
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => formatTime(at, "full", zoneOf(text), at)).not.toThrow();
      }),
    );
  });
});
