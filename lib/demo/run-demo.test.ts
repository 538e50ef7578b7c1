import { expect, it } from "vitest";
import { demoPorts, runDemo } from "./run-demo";

it("takes the two ports after the collector's, and says in one sentence when there are none", () => {
  expect(demoPorts({})).toEqual({ openId: 3002, funnel: 3003 });
  expect(demoPorts({ COLLECTOR_PORT: "65533" })).toEqual({ openId: 65_534, funnel: 65_535 });
  for (const port of ["65534", "0", "abc", "-1", "3001.5"])
    expect(() => demoPorts({ COLLECTOR_PORT: port })).toThrow(/^COLLECTOR_PORT must be a whole number/);
});

it("resets no database that is not its own", async () => {
  const environment = { DATABASE_URL: "postgres://dossier@127.0.0.1:1/dossier" };
  await expect(runDemo({ environment, mode: "built", reset: true })).rejects.toMatchObject({
    name: "StartFailure",
    message: expect.stringContaining("DATABASE_URL"),
  });
});
