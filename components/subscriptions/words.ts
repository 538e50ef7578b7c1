import { formatRelative, formatTime } from "@/components/shell/time-format";
import type { PeriodUnit } from "@/db/columns";
import { formatMoney } from "@/lib/core/money";
import type { endReasons, View } from "@/lib/subscription-list/schema";
import type { SubscriptionView } from "@/lib/subscriptions/view";

export const endReasonWords: Record<(typeof endReasons)[number], string> = {
  cancelled: "Auto-renewal was off",
  unpaid: "No charge succeeded",
  refunded: "It was refunded",
  migrated: "Another took its place",
  erased: "The customer was erased",
  ended_by_provider: "Its provider ended it",
  never_started: "The one before it was not renewed",
};

export const viewNames: Record<View, string> = {
  all: "All",
  trials: "Trials",
  active: "Active",
  "ends-soon": "Ends soon",
  paused: "Paused",
  trouble: "Grace, retrying",
  upcoming: "Upcoming",
  expired: "Expired",
};

const units: Record<PeriodUnit, [one: string, many: string]> = {
  minutes: ["minute", "minutes"],
  days: ["day", "days"],
  weeks: ["week", "weeks"],
  months: ["month", "months"],
  years: ["year", "years"],
};

/** "each month", "every 3 months" */
export function periodWords({ unit, count }: { unit: PeriodUnit; count: number }): string {
  const [one, many] = units[unit];
  return count === 1 ? `each ${one}` : `every ${count} ${many}`;
}

/** What the next check does, in the few words of a cell. */
export function nextWords(view: SubscriptionView): string {
  const { next, nextAmount } = view;
  const money = nextAmount && formatMoney(nextAmount);
  if (view.isMirror) return "kept by its provider";
  switch (next.kind) {
    case "charge":
      return `charges ${money}${view.statuses.includes("INTRO") ? ", the trial becomes Active" : ` for period ${view.iteration + 1}`}`;
    case "retry":
      return money ? `tries ${money} again` : "waits for another card";
    case "expire":
      return view.statuses.includes("AUTORENEW_OFF")
        ? "access ends, nothing is charged"
        : "ends, no try is left";
    case "resume":
      return `resumes, ${view.unusedPremium ?? "nothing"} kept`;
    case "begin_period":
      return view.successorId
        ? "another takes its place"
        : `period ${view.iteration + 1} begins, paid already`;
    case "wait":
      return view.statuses.includes("UPCOMING") ? "starts when another ends" : "stays paused until resumed";
    case "nothing":
      return "has ended";
  }
}

/** "in 22 min", by the project's time: a sandbox's clock may be ahead of the browser's. */
export function untilWords(at: Date, now: Date): string {
  return formatRelative(at.getTime(), now.getTime());
}

/** "11 Aug – 11 Sep", with the years where they are not this one. */
export function spanWords(from: Date, to: Date, now: Date): string {
  const year = (at: Date) => at.getUTCFullYear();
  const isPlain = year(from) === year(now) && year(to) === year(now);
  const day = (at: Date) => {
    const text = formatTime(at.getTime(), "day", "UTC", now.getTime());
    return isPlain ? text.replace(/ \d{4}$/, "") : text;
  };
  return `${day(from)} – ${day(to)}`;
}
