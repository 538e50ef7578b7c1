/** Spreads runs by a tenth, so that several workers do not ask the database in the same moment. */
export function jittered(everyMs: number, random: number): number {
  return Math.round(everyMs * (0.9 + random * 0.2));
}

const longestPauseMs = 5 * 60_000;

/** Milliseconds from the end of one run to the next: at once while work is left, later after each failure in a row. */
export function pauseMs(run: {
  everyMs: number;
  isMoreDue: boolean;
  failures: number;
  random: number;
}): number {
  if (run.failures > 0) {
    const backedOff = Math.min(longestPauseMs, 1_000 * 2 ** (run.failures - 1));
    return jittered(Math.max(run.everyMs, backedOff), run.random);
  }
  return run.isMoreDue ? 0 : jittered(run.everyMs, run.random);
}
