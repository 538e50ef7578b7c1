import { expect, it } from "vitest";
import { attributionOf } from "./attribution";

const touch = (source: string, campaign: string) => ({
  source,
  campaign,
  term: "sleep",
  content: "night_bus",
  url: "https://quiz.example",
  at: "2026-08-20T12:00:00.000Z",
});

it("takes the five columns from UTM values, the first and the last touch apart", () => {
  const touches = { firstTouch: touch("instagram", "winddown"), lastTouch: touch("email", "win-back") };
  expect(attributionOf(touches, [])).toEqual({
    first: { network: "instagram", campaign: "winddown", keyword: "sleep", creative: "night_bus" },
    last: { network: "email", campaign: "win-back", keyword: "sleep", creative: "night_bus" },
  });
});

it("lets what a network reported stand before the first touch, and only there", () => {
  const attributes = [
    { key: "$mediaSource", value: "Apple Ads" },
    { key: "$adGroup", value: "se-women" },
    { key: "campaign", value: "a custom key" },
  ];
  const touches = { firstTouch: touch("instagram", "winddown"), lastTouch: touch("email", "win-back") };
  const { first, last } = attributionOf(touches, attributes);
  expect(first).toMatchObject({ network: "Apple Ads", campaign: "winddown", adGroup: "se-women" });
  expect(last).toMatchObject({ network: "email", campaign: "win-back" });
  expect(last.adGroup).toBeUndefined();
  expect(attributionOf({ firstTouch: null, lastTouch: null }, []).first).toEqual({});
});
