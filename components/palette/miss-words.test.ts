import { expect, it } from "vitest";
import { missWords } from "./miss-words";

const query = { part: null, values: [], site: null };

it("says what is wrong with an id of ours that is too short", () => {
  expect(missWords({ ...query, text: "ses_123", form: "broken id" }, false)).toContain(
    "A session ID has 26 letters and digits after ses_, and this one has 3",
  );
});

it("points to other projects only where there are some", () => {
  const miss = { ...query, text: "x", form: "id" } as const;
  expect(missWords(miss, true)).toContain("another project");
  expect(missWords(miss, false)).not.toContain("another project");
  expect(missWords({ ...miss, text: "sev_1" }, false)).toContain("search for the customer");
});

it("names the dashboard of a pasted address", () => {
  expect(missWords({ ...query, text: "x", form: "address", site: "Stripe" }, false)).toContain(
    "this Stripe address",
  );
});
