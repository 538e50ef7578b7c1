import { expect, it } from "vitest";
import { holdingAttributes } from "./holding-attributes";

const at = (seconds: number) => new Date(Date.parse("2026-08-20T12:00:00Z") + seconds * 1000);

it("of several profiles' values the one that a person or a backend set holds, else the newest", () => {
  const row = (source: "funnel" | "console" | "api", seconds: number) => ({
    key: "goal",
    source,
    updatedAt: at(seconds),
  });
  const rows = [row("funnel", -1), row("console", -9), row("api", -5), row("funnel", -3)];
  expect(holdingAttributes(rows).get("goal")).toBe(rows[2]);
  expect(holdingAttributes(rows.toReversed()).get("goal")).toBe(rows[2]);
  expect(holdingAttributes([row("funnel", -3), row("funnel", -1)]).get("goal")).toEqual(row("funnel", -1));
});
