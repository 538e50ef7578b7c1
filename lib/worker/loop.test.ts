import { expect, it } from "vitest";
import { startWorker } from "./loop";

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
