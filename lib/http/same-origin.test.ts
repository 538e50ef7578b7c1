import { expect, it } from "vitest";
import { isSameOrigin } from "./same-origin";

const appUrl = "https://console.example";

function asked(headers: Record<string, string>): boolean {
  return isSameOrigin(new Headers(headers), appUrl);
}

it("accepts what a page of the console sends", () => {
  expect(asked({ origin: appUrl, "sec-fetch-site": "same-origin" })).toBe(true);
  expect(asked({ origin: appUrl })).toBe(true);
});

it.each([
  {},
  { origin: "null" },
  { origin: "https://evil.example" },
  { origin: "https://console.example.evil.example" },
  { origin: "http://console.example" },
  { origin: "https://console.example:8443" },
  { "sec-fetch-site": "same-origin" },
  { origin: appUrl, "sec-fetch-site": "cross-site" },
  { origin: appUrl, "sec-fetch-site": "same-site" },
  { origin: appUrl, "sec-fetch-site": "none" },
])("refuses %j", (headers) => {
  expect(asked(headers as Record<string, string>)).toBe(false);
});
