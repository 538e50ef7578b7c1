import { expect, it } from "vitest";
import { formatDuration } from "./duration";

it.each([
  [-5, "0 s"],
  [0, "0 s"],
  [999, "< 1 s"],
  [12_345, "12 s"],
  [60_000, "1 min"],
  [134_000, "2 min 14 s"],
  [6_720_000, "1 h 52 min"],
  [86_400_000, "1 d"],
  [273_600_000, "3 d 4 h"],
])("writes %i ms as %s", (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});
