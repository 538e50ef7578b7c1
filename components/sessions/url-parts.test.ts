import fc from "fast-check";
import { expect, it } from "vitest";
import { maskedUrl } from "@/lib/sessions/schema";
import { urlParts } from "./url-parts";

it("puts the campaign first, decodes values and marks what looks like a secret", () => {
  const url = "https://q.example/a%20b?variant=b&token=s3cret&utm_source=insta%20gram&utm_campaign=aug";
  expect(urlParts(url)).toEqual({
    origin: "https://q.example",
    path: "/a b",
    parameters: [
      { name: "utm_campaign", value: "aug", isSecret: false },
      { name: "utm_source", value: "insta gram", isSecret: false },
      { name: "variant", value: "b", isSecret: false },
      { name: "token", value: "s3cret", isSecret: true },
    ],
  });
  expect(maskedUrl(url)).not.toContain("s3cret");
  expect(maskedUrl(url)).toBe(url.replace("s3cret", "hidden"));
});

it("takes anything for an address", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
      expect(typeof urlParts(text).path).toBe("string");
      expect(typeof maskedUrl(text)).toBe("string");
    }),
  );
  expect(urlParts("https://q.example/%E0%A4%A").path).toBe("/%E0%A4%A");
});

it("hides what opens an account and alters nothing else", () => {
  const sent = "https://q.example/?code=SUMMER&key=b&session=7&auth=x&pwd_hint=y&q=a%20b+c&empty=#token=z";
  expect(maskedUrl(sent)).toBe(sent);
  for (const name of [
    "token",
    "access_token",
    "id_token",
    "password",
    "secret",
    "api_key",
    "Authorization",
    "t%6Fken",
  ])
    expect(maskedUrl(`${sent.replace("#", `&${name}=s3cret&${name}=s3cret#`)}`)).not.toContain("s3cret");
});
