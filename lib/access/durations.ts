import { afterPeriods } from "../billing/dates";
import type { Period } from "../billing/facts";

/** For how long access can be granted, by RevenueCat's names. Null lasts for life. */
const periods = {
  daily: { unit: "days", count: 1 },
  three_day: { unit: "days", count: 3 },
  weekly: { unit: "weeks", count: 1 },
  two_week: { unit: "weeks", count: 2 },
  monthly: { unit: "months", count: 1 },
  two_month: { unit: "months", count: 2 },
  three_month: { unit: "months", count: 3 },
  six_month: { unit: "months", count: 6 },
  yearly: { unit: "years", count: 1 },
  lifetime: null,
} as const satisfies Record<string, Period | null>;

export type Duration = keyof typeof periods;

export const durations = Object.keys(periods) as [Duration, ...Duration[]]; // the table has these keys

export function durationEnd(start: Date, duration: Duration): Date | null {
  const period = periods[duration];
  return period && afterPeriods(start, "UTC", period, 1);
}
