import { longestDays } from "./dates";
import type { Period, RetrySchedule } from "./facts";

/** One try: days after the trouble began, how much of the amount is asked for, and whether access ends when it fails. */
export type RetryStep = { day: number; percent: number; endsGrace: boolean };

const step = (day: number, percent = 100, endsGrace = false): RetryStep => ({ day, percent, endsGrace });

// FunnelFox Billing's published plans for periods of up to 7 days, up to 31, and longer.
const plans: Record<RetrySchedule, [RetryStep[], RetryStep[], RetryStep[]]> = {
  smart: [
    [step(0), step(2, 70), step(7, 50)],
    [step(0), step(2), step(7, 100, true), step(12, 70), step(20, 50)],
    [step(0), step(2), step(7, 100, true), step(12), step(22, 70), step(33, 50)],
  ],
  short: [
    [step(0), step(2, 70)],
    [step(0), step(7, 70, true), step(20, 50)],
    [step(0), step(7, 100, true), step(15, 70), step(33, 50)],
  ],
};

/** The first step is the charge that failed and so began the trouble. */
export function retrySteps(schedule: RetrySchedule, period: Period): readonly RetryStep[] {
  const days = longestDays(period);
  const [short, middle, long] = plans[schedule];
  return days <= 7 ? short : days <= 31 ? middle : long;
}
