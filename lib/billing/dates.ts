import { Temporal } from "temporal-polyfill";
import type { Period } from "./facts";

const minuteMs = 60_000;

/**
 * The instant `count` periods after `anchor`, as a calendar in `zone` counts: always from the anchor, so a month's end
 * that was clamped comes back. A local time that a clock change skips is as much later as the clocks were moved; one that
 * comes twice is the earlier. Throws RangeError for an unknown zone.
 */
export function afterPeriods(anchor: Date, zone: string, { unit, count }: Period, times: number): Date {
  const total = count * times;
  if (unit === "minutes") return new Date(anchor.getTime() + total * minuteMs);
  const start = Temporal.Instant.fromEpochMilliseconds(anchor.getTime()).toZonedDateTimeISO(zone);
  return new Date(start.add({ [unit]: total }).epochMilliseconds);
}

export function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * 24 * 60 * minuteMs);
}

const farthestDays = 3_653;

/** Whether a person may choose it: to come, and within ten years, far from where calendars and databases end. */
export function isChoosable(at: Date, now: Date): boolean {
  return at > now && at <= addDays(now, farthestDays);
}

const daysOfUnits = { minutes: 1 / 1440, days: 1, weeks: 7, months: 31, years: 366 } as const;

/** The longest that a period can last, in days. */
export function longestDays({ unit, count }: Period): number {
  return daysOfUnits[unit] * count;
}

const longestLeadMs = 120 * minuteMs;

/** How long before a period's end the next one is charged: 2 hours, or a tenth of a period shorter than 20. */
export function leadMs(start: Date, end: Date): number {
  return Math.min(longestLeadMs, Math.floor((end.getTime() - start.getTime()) / 10));
}

export function isKnownZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
