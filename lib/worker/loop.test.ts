import { expect, it } from "vitest";
import { startWorker } from "./loop";
import { createNudge } from "./nudge";

it("repeats a job while more is due, survives its failures and waits for the last portion when it stops", async () => {
  const seen: string[] = [];
  let reached: () => void = () => undefined;
  const enough = new Promise<void>((resolve) => {
    reached = resolve;
  });
  let finish: () => void = () => undefined;
  const worker = startWorker([
    {
      name: "test.count",
      everyMs: 1,
      run: async ({ signal }) => {
        seen.push(signal.aborted ? "late" : "in time");
        if (seen.length === 5) reached();
        return { isMoreDue: seen.length < 5 };
      },
    },
    {
      name: "test.slow",
      everyMs: 60_000,
      run: () =>
        new Promise((resolve) => {
          finish = () => {
            seen.push("finished");
            resolve({ isMoreDue: false });
          };
        }),
    },
    { name: "test.fail", everyMs: 1, run: () => Promise.reject(new Error("no")) },
  ]);
  await enough;
  const stopped = worker.stop().then(() => seen.at(-1));
  finish();
  expect(await stopped).toBe("finished");
  expect(seen).not.toContain("late");
});

it("a job that is nudged by another runs at once, also where it was busy at that moment, and then waits again", async () => {
  const nudge = createNudge();
  let runs = 0;
  let reached: () => void = () => undefined;
  const third = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const worker = startWorker([
    {
      name: "test.nudged",
      everyMs: 3_600_000,
      nudge,
      run: async () => {
        nudge.take();
        runs += 1;
        if (runs === 1) setImmediate(nudge.give);
        if (runs === 2) nudge.give();
        if (runs === 3) reached();
        return { isMoreDue: false };
      },
    },
  ]);
  await third;
  await worker.stop();
  expect(runs).toBe(3);
});
