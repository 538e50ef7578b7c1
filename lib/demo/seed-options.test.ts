import { expect, it } from "vitest";
import { readSeedArguments } from "./seed-options";

it("reads the options of a seed", () => {
  expect(readSeedArguments([])).toEqual({
    projectSlug: "nightleaf",
    customers: 2_400,
    sessionsPerCustomer: 1.45,
    days: 90,
    heavy: false,
  });
  expect(readSeedArguments(["--customers", "7", "--project=my-shop", "--heavy"])).toMatchObject({
    customers: 7,
    projectSlug: "my-shop",
    heavy: true,
  });
});

it.each([
  ["--customers=abc", '--customers is "abc": use a whole number from 1 to 10000000.'],
  ["--customers=0", '--customers is "0"'],
  ["--days=1.5", '--days is "1.5"'],
  ["--sessions-per-customer=many", "use a number from 1 to 100"],
  ["--project=My Shop", '--project is "My Shop", which cannot stand in an address'],
  ["--project=api", '--project is "api"'],
  ["--nonsense", "Unknown option '--nonsense'"],
])("refuses %s in one sentence", (argument, sentence) => {
  expect(() => readSeedArguments([argument])).toThrow(sentence);
  expect(() => readSeedArguments([argument])).toThrow(expect.objectContaining({ name: "StartFailure" }));
});
