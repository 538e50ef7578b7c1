import { expect, test } from "vitest";
import { liveYears } from "./years";

// `npm run bench -- years` lives 10,000 of them.
test("500 subscriptions live for three years, and every law holds at every step", {
  timeout: 120_000,
}, () => {
  const figures = liveYears({ subscriptions: 500, years: 3, seed: 1 });
  expect(figures.running + figures.ended).toBe(500);
  const unseen = Object.entries(figures).filter(([, count]) => count === 0);
  expect(unseen).toEqual([]);
  expect(liveYears({ subscriptions: 20, years: 1, seed: 7 })).toEqual(
    liveYears({ subscriptions: 20, years: 1, seed: 7 }),
  );
});
