export type Nudge = {
  /** Says that there is something to do. */
  give(): void;
  /** Whether it was given since it was taken last. */
  take(): boolean;
  /** Until it is given, or for so long. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
};

/** By which one job of a process tells another that it need not wait. */
export function createNudge(): Nudge {
  let isGiven = false;
  let wake: () => void = () => undefined;
  return {
    give() {
      isGiven = true;
      wake();
    },
    take() {
      const wasGiven = isGiven;
      isGiven = false;
      return wasGiven;
    },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (isGiven || signal.aborted) return resolve();
        const end = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", end);
          resolve();
        };
        const timer = setTimeout(end, ms);
        signal.addEventListener("abort", end, { once: true });
        wake = end;
      }),
  };
}
