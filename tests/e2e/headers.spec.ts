import { readdirSync } from "node:fs";
import type { APIResponse } from "@playwright/test";
import { bodyPolicy } from "@/lib/core/security-headers";
import { expect, test } from "./instance-test";
import { addressOf, projectRoutes } from "./routes";

test.use({ instanceName: "access" });

function expectSafe(response: APIResponse, what: string): void {
  const headers = response.headers();
  expect(headers["x-content-type-options"], what).toBe("nosniff");
  expect(headers["referrer-policy"], what).toBe("strict-origin-when-cross-origin");
  expect(headers["permissions-policy"], what).toContain("camera=()");
  expect(headers["cross-origin-opener-policy"], what).toBe("same-origin");
  expect(headers["cross-origin-resource-policy"], what).toMatch(/^(same|cross)-origin$/);
  expect(headers["x-powered-by"], what).toBeUndefined();
  expect(headers["x-request-id"], what).toMatch(/^[\w-]{8,}$/);
  const policies = response
    .headersArray()
    .filter(({ name }) => name.toLowerCase() === "content-security-policy");
  expect(policies, `${what} has one policy`).toHaveLength(1);
  expect(policies[0]?.value, what).toContain("frame-ancestors 'none'");
}

test("every answer carries the headers, whatever made it", async ({ instance, project, pageOf }) => {
  const { request } = await pageOf("anna");
  const chunk = readdirSync(".next/static/chunks").find((file) => file.endsWith(".js"));
  const pages = ["/", "/sign-in", "/setup", "/projects", "/projects/new", "/invitations/x", "/none/none"];
  const gets = [
    ...pages,
    ...projectRoutes().map((route) => addressOf(route, project)),
    `/_next/static/chunks/${chunk}`,
    "/_next/static/none.js",
    "/icon.svg",
    "/favicon.ico",
    "/dossier.js",
    "/api/none",
    "/api/v1",
    "/api/v1/customers",
    "/api/v1/openapi.json",
    "/api/auth/session",
    "/api/auth/callback/oidc",
    "/i/v1/batch",
    "/hooks/stripe/none",
    "/%00",
    "/%E0%A4%A",
    `/${"x".repeat(4000)}`,
  ];
  for (const path of gets) {
    const response = await request.get(instance.appUrl + path, { maxRedirects: 0 });
    expectSafe(response, `GET ${path}: ${response.status()}`);
    expect(response.status(), path).toBeLessThan(500);
  }
  for (const path of pages) {
    const response = await request.get(instance.appUrl + path, { headers: { rsc: "1" }, maxRedirects: 0 });
    expectSafe(response, `soft navigation to ${path}: ${response.status()}`);
  }
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
    for (const path of ["/", "/i/v1/batch", "/api/v1/customers", "/api/auth/signin/oidc", "/none"]) {
      const response = await request.fetch(instance.appUrl + path, { method, maxRedirects: 0 });
      expectSafe(response, `${method} ${path}: ${response.status()}`);
      expect(response.status(), `${method} ${path}`).toBeLessThan(500);
    }
});

test("each page has a policy with a nonce of its own, and every script on it carries it", async ({
  instance,
  project,
  pageOf,
}) => {
  const { request } = await pageOf("anna");
  const seen = new Set<string>();
  for (const path of ["/sign-in?error=x", `/${project}/settings/members`, "/none/none", "/projects"]) {
    const response = await request.get(instance.appUrl + path, {
      headers: { "x-nonce": "forged", "content-security-policy": "script-src 'nonce-forged'" },
    });
    const policy = response.headers()["content-security-policy"] ?? "";
    const nonce = /script-src 'nonce-([A-Za-z0-9+/=]{20,})' 'strict-dynamic';/.exec(policy)?.[1] ?? "";
    expect(nonce, path).not.toBe("");
    expect(policy).not.toContain("unsafe-eval");
    seen.add(nonce);
    const html = await response.text();
    const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length, path).toBeGreaterThan(3);
    for (const tag of scripts) expect(tag, path).toContain(`nonce="${nonce}"`);
    expect(html).not.toContain("forged");
    expect(response.headers()["cache-control"], path).toContain("no-store");
  }
  expect(seen.size).toBe(4);
});

test("a project whose address begins like the snippet's has scripts on its pages", async ({
  instance,
  project,
  pageOf,
}) => {
  const page = await pageOf("anna", "/projects/new");
  await page.getByLabel("Name").fill("Dossier demo");
  await page.getByRole("button", { name: "Create the project" }).click();
  await page.waitForURL(`${instance.appUrl}/dossier-demo/**`);
  expect(project).not.toBe("dossier-demo");
  const response = await page.request.get(`${instance.appUrl}/dossier-demo/customers`);
  expect(response.headers()["content-security-policy"]).toContain("script-src 'nonce-");
});

test("what is not a page may run nothing", async ({ instance, request }) => {
  for (const path of ["/api/none", "/api/v1/openapi.json", "/i/v1/batch", "/dossier.js", "/icon.svg"]) {
    const response = await request.get(instance.appUrl + path);
    const isPage = response.headers()["content-type"]?.startsWith("text/html");
    if (!isPage && path !== "/icon.svg")
      expect(response.headers()["content-security-policy"], path).toBe(bodyPolicy);
  }
});
