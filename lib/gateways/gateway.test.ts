import { expect, test } from "vitest";
import { within } from "./gateway";

test("what fails on the way to a gateway is unknown, and told without the values in it", async () => {
  const failed = within(async () => {
    throw new Error("Failed query: select 1\nparams: pm_secret,anna@example.com");
  });
  expect(await failed).toEqual({ state: "unknown", why: "Failed query: select 1" });
});
