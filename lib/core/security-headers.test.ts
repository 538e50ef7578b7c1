import { expect, it } from "vitest";
import { pagePolicy, securityHeaders } from "./security-headers";

it("promises https only where there is https", () => {
  expect(securityHeaders("/", true)).toHaveProperty("strict-transport-security");
  expect(securityHeaders("/", false)).not.toHaveProperty("strict-transport-security");
});

it("lets other origins load the snippet and its door, and nothing else", () => {
  const policy = (path: string) => securityHeaders(path, true)["cross-origin-resource-policy"];
  expect(["/dossier.js", "/i/v1/batch"].map(policy)).toEqual(["cross-origin", "cross-origin"]);
  expect(["/", "/dossier-notes", "/nightleaf/i/v1", "/api/v1/customers"].map(policy)).toEqual(
    Array(4).fill("same-origin"),
  );
});

it("runs only scripts that carry the nonce of the page", () => {
  const page = { nonce: "abc", formHosts: ["https://accounts.google.com"], isDevelopment: false };
  expect(pagePolicy(page)).toContain("script-src 'nonce-abc' 'strict-dynamic';");
  expect(pagePolicy(page)).toContain("form-action 'self' https://accounts.google.com;");
  expect(pagePolicy(page)).not.toContain("unsafe-eval");
});
