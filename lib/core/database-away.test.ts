import { expect, it } from "vitest";
import { isDatabaseAway, markingAway } from "./database-away";

const failing = (code: string) => Object.assign(new Error("driver"), { code });

it.each(["ECONNREFUSED", "CONNECTION_CLOSED", "57P01", "25006", "53100", "53200", "53300", "57014", "08006"])(
  "knows %s, also beneath drizzle's error",
  (code) => {
    expect(isDatabaseAway(failing(code))).toBe(true);
    expect(isDatabaseAway(new Error("Failed query", { cause: failing(code) }))).toBe(true);
  },
);

it("marks the error for the page, and leaves errors of ours alone", async () => {
  const away = new Error("Failed query", { cause: failing("25006") });
  await expect(markingAway(() => Promise.reject(away))).rejects.toMatchObject({ digest: "unavailable" });
  const wrong = failing("23505");
  await expect(markingAway(() => Promise.reject(wrong))).rejects.toBe(wrong);
  expect(wrong).not.toHaveProperty("digest");
});
