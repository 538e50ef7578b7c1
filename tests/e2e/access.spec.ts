import type { APIRequestContext, APIResponse, Page } from "@playwright/test";
import { type Permission, roleCan, roles } from "@/lib/core/permissions";
import { expect, people, test } from "./instance-test";
import { addressOf, projectRoutes } from "./routes";

test.use({ instanceName: "access", provoked: [/status of 40[34]/] });

/** What each page and route asks for. One that is not declared here fails below. */
const declared: Record<string, Permission> = {
  "/[project]": "customers:read",
  "/[project]/[...unknown]": "members:read",
  "/[project]/catalogue": "billing:read",
  "/[project]/customers": "customers:read",
  "/[project]/customers/[customer]": "customers:read",
  "/[project]/customers/[customer]/attributes": "customers:read",
  "/[project]/customers/[customer]/attribution": "customers:read",
  "/[project]/customers/[customer]/notes": "customers:read",
  "/[project]/customers/[customer]/privacy": "customers:read",
  "/[project]/customers/[customer]/sessions": "customers:read",
  "/[project]/customers/[customer]/subscriptions": "customers:read",
  "/[project]/customers/[customer]/transactions": "customers:read",
  "/[project]/customers/[customer]/webhooks": "customers:read",
  "/[project]/customers/duplicates": "customers:read",
  "/[project]/developers/api": "install:read",
  "/[project]/developers/webhooks/events": "customers:read",
  "/[project]/developers/webhooks/events/[type]": "customers:read",
  "/[project]/developers/install": "install:read",
  "/[project]/developers/keys": "keys:read",
  "/[project]/developers/webhooks": "webhooks:read",
  "/[project]/developers/webhooks/new": "webhooks:write",
  "/[project]/developers/webhooks/[endpoint]": "webhooks:read",
  "/[project]/developers/webhooks/[endpoint]/replay": "webhooks:read",
  "/[project]/developers/webhooks/[endpoint]/secrets": "webhooks:read",
  "/[project]/developers/webhooks/[endpoint]/settings": "webhooks:read",
  "/[project]/developers/webhooks/[endpoint]/test": "webhooks:read",
  "/[project]/developers/webhooks/deliveries/[delivery]": "webhooks:read",
  "/[project]/funnels": "funnels:read",
  "/[project]/subscriptions": "billing:read",
  "/[project]/subscriptions/[subscription]": "billing:read",
  "/[project]/funnels/[funnel]": "funnels:read",
  "/[project]/sessions/[session]": "customers:read",
  "/[project]/settings": "members:read",
  "/[project]/support": "billing:read",
  "/[project]/settings/audit": "audit:read",
  "/[project]/settings/audit/[entry]": "audit:read",
  "/[project]/settings/blocked-ids": "customers:read",
  "/[project]/settings/erasures": "customers:read",
  "/[project]/settings/erasures/[erasure]": "customers:read",
  "/[project]/settings/integrations": "integrations:read",
  "/[project]/settings/integrations/[provider]": "integrations:read",
  "/[project]/settings/integrations/[provider]/events": "integrations:read",
  "/[project]/settings/integrations/[provider]/products": "integrations:read",
  "/[project]/settings/integrations/[provider]/reprocess": "integrations:read",
  "/[project]/settings/integrations/events/[inbound]": "integrations:read",
  "/[project]/settings/members": "members:read",
  "/[project]/settings/project": "members:read",
  "/api/console/[project]/audit/csv": "audit:read",
  "/api/console/[project]/customers/[customer]/actions": "subscriptions:write",
  "/api/console/[project]/integrations/[provider]/latest": "integrations:read",
  "/api/console/[project]/orders/[order]/refund": "billing:refund",
  "/api/console/[project]/payments/new": "billing:read",
  "/api/console/[project]/price-points": "billing:read",
  "/api/console/[project]/subscriptions/[subscription]/preview": "subscriptions:write",
  "/api/console/[project]/support-actions/[action]": "billing:read",
  "/api/console/[project]/customers/[customer]/erasure": "customers:erase",
  "/api/console/[project]/customers/[customer]/news": "customers:read",
  "/api/console/[project]/customers/[customer]/timeline/[entry]": "customers:read",
  "/api/console/[project]/customers/[customer]/merge": "customers:merge",
  "/api/console/[project]/customers/new": "customers:read",
  "/api/console/[project]/customers/per-day": "customers:read",
  "/api/console/[project]/merges/[merge]": "customers:merge",
  "/api/console/[project]/erasures/[erasure]/receipt": "customers:read",
  "/api/console/[project]/exports/[export]/zip": "customers:export",
  "/api/console/[project]/subscriptions/csv": "billing:export",
  "/api/console/[project]/search": "customers:read",
  "/api/console/[project]/visits/latest": "install:read",
};

const flavours = {
  page: {},
  "soft navigation": { rsc: "1" },
  prefetch: { rsc: "1", "next-router-prefetch": "1" },
  "segment prefetch": { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  "forged internal headers": {
    "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
    "x-middleware-prefetch": "1",
    "x-nextjs-data": "1",
    "x-forwarded-host": "evil.example",
    "x-asked-path": "/nightleaf",
  },
};

test("every page and route of a project says which permission it asks for", () => {
  expect(projectRoutes().sort()).toEqual(Object.keys(declared).sort());
});

test("a stranger gets the not-found page for every address of a project, however they ask", async ({
  project,
  pageOf,
}) => {
  test.setTimeout(120_000);
  const page = await pageOf("sam");
  for (const route of projectRoutes()) {
    for (const [flavour, headers] of Object.entries(flavours)) {
      const own = await ask(page.request, addressOf(route, project), headers);
      const unknown = await ask(page.request, addressOf(route, "no-such-project"), headers);
      // What Next streams to its own client says 404 inside.
      if (!("rsc" in headers)) expect(own.status, `${flavour} of ${route}`).toBe(404);
      expect(own.status, `${flavour} of ${route}`).toBe(unknown.status);
      expect(own.text, `${flavour} of ${route}`).not.toContain(people.anna.email);
      expect(own.text.replaceAll(project, ""), `${flavour} of ${route}`).not.toMatch(
        /nightleaf(?!\.example)/i,
      );
    }
  }
});

test("whoever is signed out is led to sign in by every page, and told nothing by every route", async ({
  instance,
  project,
  request,
}) => {
  for (const route of projectRoutes()) {
    const address = addressOf(route, project);
    const { status, location, text } = await ask(request, instance.appUrl + address, {});
    if (route.startsWith("/api/")) {
      expect(status, route).toBe(404);
    } else {
      expect(status, route).toBe(307);
      expect(location, route).toBe(`/sign-in?next=${encodeURIComponent(address)}`);
    }
    expect(text).not.toMatch(/Nightleaf/);
  }
});

test("each role opens what the permission table gives it and nothing else", async ({
  instance,
  project,
  pageOf,
}) => {
  test.setTimeout(120_000);
  const page = await pageOf("vera");
  await instance.sql`insert into members (project_id, user_id, role, created_at)
    select p.id, a.user_id, 'viewer', p.created_at from projects p, auth_accounts a
    where p.slug = ${project} and a.provider_account_id = 'vera'`;
  for (const role of roles) {
    await instance.sql`update members set role = ${role}
      where user_id = (select user_id from auth_accounts where provider_account_id = 'vera')`;
    for (const [route, permission] of Object.entries(declared)) {
      const { status } = await ask(page.request, addressOf(route, project), {});
      const isRefused = status === 403;
      expect(isRefused, `${role} at ${route}: ${status}`).toBe(!roleCan(role, permission));
      expect(status, `${role} at ${route}`).toBeLessThan(500);
    }
  }
  await instance.sql`update members set role = 'viewer'
    where user_id = (select user_id from auth_accounts where provider_account_id = 'vera')`;
  await page.goto(`/${project}/developers/install`);
  await expect(page.getByRole("heading", { name: "Your role does not open this page" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Members and roles" })).toBeVisible();
});

test("an action is refused unless a page of this console sent it", async ({ instance, project, pageOf }) => {
  const page = await pageOf("anna", `/${project}/settings/project`);
  const sent = await renameRequest(page, "Nightleaf");
  const replay = async (name: string, origin: string | null, site: string | null, request = page.request) => {
    const headers: Record<string, string> = { ...sent.headers };
    delete headers.origin;
    delete headers["sec-fetch-site"];
    if (origin) headers.origin = origin;
    if (site) headers["sec-fetch-site"] = site;
    const response = await request.post(sent.url, { headers, data: sent.body.replace("Nightleaf!", name) });
    return response.status();
  };
  const nameNow = async () =>
    (await instance.sql`select name from projects where slug = ${project}`)[0]?.name;

  for (const origin of [
    "https://evil.example",
    "null",
    null,
    "http://localhost",
    `${instance.appUrl}.evil.example`,
  ])
    expect(await replay("Taken over", origin, null), `Origin ${origin}`).toBe(403);
  for (const site of ["cross-site", "same-site", "none"]) await replay("Taken over", instance.appUrl, site);
  expect(await nameNow()).toBe("Nightleaf!");

  const sam = await pageOf("sam");
  await replay("Taken over", instance.appUrl, "same-origin", sam.request);
  expect(await nameNow()).toBe("Nightleaf!");

  expect(await replay("Nightleaf", instance.appUrl, "same-origin")).toBe(200);
  expect(await nameNow()).toBe("Nightleaf");
});

async function ask(request: APIRequestContext, address: string, headers: Record<string, string>) {
  const first = await request.get(address, { headers, maxRedirects: 0 });
  const firstTo = pathIn(first);
  // Next sends a soft navigation once more to an address that names what it varies by.
  const isOnceMore = /[?&]_rsc\b/.test(firstTo ?? "");
  const response = isOnceMore ? await request.get(firstTo ?? "", { headers, maxRedirects: 0 }) : first;
  return { status: response.status(), location: pathIn(response), text: await response.text() };
}

function pathIn(response: APIResponse): string | undefined {
  return response.headers().location?.replace(/^https?:\/\/[^/]+/, "");
}

/** What the browser sends when the project is renamed to its name and an exclamation mark. */
async function renameRequest(page: Page, name: string) {
  await page.getByLabel("Project name").fill(`${name}!`);
  const [request] = await Promise.all([
    page.waitForRequest((each) => each.method() === "POST"),
    page.getByRole("button", { name: "Rename project" }).click(),
  ]);
  await expect(page.getByRole("button", { name: `Project ${name}!, switch project` })).toBeVisible();
  const headers = await request.allHeaders();
  const kept = ["accept", "content-type", "next-action", "next-router-state-tree"];
  return {
    url: request.url(),
    body: request.postData() ?? "",
    headers: Object.fromEntries(Object.entries(headers).filter(([key]) => kept.includes(key))),
  };
}
