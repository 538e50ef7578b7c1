import { formatMoney } from "../core/money";
import { amountDue } from "./charge-due";
import { addDays } from "./dates";
import type { EndReason, Facts, Plan, Running } from "./facts";
import { isSuccessorPaid, nextTry, paidUntil } from "./next-check";
import { type RetryStep, retrySteps } from "./retry-schedule";
import { isRunning } from "./statuses";

export type NextStep = {
  kind: "charge" | "retry" | "expire" | "resume" | "begin_period" | "wait" | "nothing";
  at: Date | null;
  amountMinor: bigint | null;
  words: string;
};

/** "14 Sep 2026, 10:00 UTC", the same in every browser. */
export function utcText(at: Date): string {
  const day = at.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return `${day}, ${at.toISOString().slice(11, 16)} UTC`;
}

/** What the next check will do, and when. */
export function whatHappensNext(facts: Facts, plan: Plan): NextStep {
  const step = (kind: NextStep["kind"], words: string, amountMinor: bigint | null = null): NextStep => ({
    kind,
    at: facts.nextCheckAt,
    amountMinor,
    words,
  });
  if (facts.phase === "expired") return step("nothing", "Nothing happens any more.");
  if (!isRunning(facts)) return step("wait", "It starts when the former subscription ends its paid period.");
  const at = facts.nextCheckAt ? utcText(facts.nextCheckAt) : "";
  if (facts.pausedAt)
    return facts.nextCheckAt
      ? step("resume", `It resumes by itself on ${at}.`)
      : step("wait", "It stays paused until someone resumes it.");
  if (facts.isNextPaid)
    return step(
      "begin_period",
      isSuccessorPaid(facts, plan)
        ? `The subscription that takes its place is paid already and begins on ${at}.`
        : `The next period is paid already and begins on ${at}.`,
    );
  if (!facts.autoRenew)
    return step("expire", `Auto-renew is off, so nothing will be charged; access ends on ${at}.`);
  if (facts.dunning !== "none") return nextRetry(facts, plan, step);
  const amountMinor = amountDue(facts, plan);
  const then = plan.successor
    ? " for the subscription that takes its place"
    : facts.phase === "intro"
      ? " and the trial becomes a paid subscription"
      : " for the next period";
  const money = amountMinor > 0n ? moneyText(amountMinor, plan) : "Nothing";
  return step("charge", `${money} will be charged on ${at}${then}.`, amountMinor);
}

type MakeStep = (kind: NextStep["kind"], words: string, amountMinor?: bigint | null) => NextStep;

function nextRetry(facts: Running, plan: Plan, step: MakeStep): NextStep {
  const tries = retrySteps(plan.schedule, plan.terms.period).length - 1;
  const next = nextTry(facts, plan);
  const at = facts.nextCheckAt ? utcText(facts.nextCheckAt) : "";
  if (!next) return step("expire", `No try is left; the subscription ends on ${at}.`);
  if (facts.isDeclineHard)
    return step("retry", "The bank refuses this card for good, so it is not tried again without a new one.");
  const amountMinor = amountDue(facts, plan, next.percent);
  const part = next.percent < 100 ? ` (${next.percent} % of the price)` : "";
  const words = `Try ${facts.dunningStep + 1} of ${tries} on ${at}: ${moneyText(amountMinor, plan)}${part}.`;
  return step("retry", words, amountMinor);
}

const endings: Record<EndReason, string> = {
  cancelled: "auto-renewal had been turned off",
  unpaid: "no try to charge it succeeded",
  refunded: "it was refunded",
  migrated: "another subscription took its place",
  erased: "the customer was erased",
  ended_by_provider: "its provider ended it",
  never_started: "the subscription before it was not renewed",
};

/** Why it gives access, or why not: one sentence. */
export function whyAccess(facts: Facts, plan: Plan): string {
  if (facts.phase === "expired" && facts.endedAt && facts.endReason)
    return `No access: it ended on ${utcText(facts.endedAt)} because ${endings[facts.endReason]}.`;
  if (!isRunning(facts)) return "No access yet: it starts when the former subscription ends its paid period.";
  const since = utcText(facts.dunningSince ?? facts.periodEnd);
  if (facts.pausedAt) {
    const until = facts.pauseUntil ? `until ${utcText(facts.pauseUntil)}` : "until someone resumes it";
    const kept = durationText(facts.unusedPremiumMs ?? 0);
    return `No access: paused since ${utcText(facts.pausedAt)}, ${until}. It keeps ${kept} of paid time.`;
  }
  if (facts.dunning === "retry")
    return `No access: the charge of ${since} failed, grace has ended, and it is being tried again.`;
  if (facts.dunning === "grace") {
    const end = graceEnd(facts, plan);
    return `Has access although the charge of ${since} failed: grace lasts until ${utcText(end)}.`;
  }
  if (facts.phase === "intro")
    return `Has access because the ${plan.terms.intro?.priceMinor ? "paid" : "free"} trial lasts until ${utcText(facts.periodEnd)}.`;
  return `Has access because the time until ${utcText(paidUntil(facts, plan))} is paid.`;
}

/** When access ends if no try succeeds. */
export function graceEnd(facts: Running, plan: Plan): Date {
  const steps = retrySteps(plan.schedule, plan.terms.period);
  const last: RetryStep | undefined = steps.find(({ endsGrace }) => endsGrace) ?? steps.at(-1);
  return addDays(facts.dunningSince ?? facts.periodEnd, last?.day ?? 0);
}

function moneyText(minor: bigint, { terms, successor }: Plan): string {
  const { currency, exponent } = successor ?? terms;
  return formatMoney({ minor, currency, exponent });
}

/** "12 days", "5 hours", "40 minutes": the largest unit that fits, rounded down. */
export function durationText(ms: number): string {
  const sizes = [
    ["day", 86_400_000],
    ["hour", 3_600_000],
    ["minute", 60_000],
  ] as const;
  for (const [unit, size] of sizes) {
    const count = Math.floor(ms / size);
    if (count > 0) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return "0 minutes";
}
