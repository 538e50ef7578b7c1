import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { permissions } from "@/lib/core/permissions";
import { operations } from "@/lib/openapi/operations";
import { makeOtherProject, makeSecretKey } from "./api-world";
import { type Stored, storePayloads } from "./hostile-world";
import { expect, test } from "./instance-test";

test.use({ instanceName: "canaries" });

const mostPages = 250;

test("nothing of a project is seen from another one, and no secret anywhere, on any page, route or answer of the API", async ({
  instance,
  project,
  pageOf,
}) => {
  test.setTimeout(300_000);
  const own = `own${randomBytes(6).toString("hex")}`;
  const foreign = `canary${randomBytes(6).toString("hex")}`;
  const words = (mark: string) => Array.from({ length: 6 }, (_, index) => `${mark} ${index}`);
  const [mine] = await instance.sql`select id from projects where slug = ${project}`;
  const otherId = await makeOtherProject(instance);
  const [other] = await instance.sql`select slug from projects where id = ${otherId}`;
  await storePayloads(instance, project, words(own));
  const strangers = await storePayloads(instance, other?.slug, words(foreign));

  const key = await makeSecretKey(instance, mine?.id, Object.keys(permissions));
  const foreignKey = await makeSecretKey(instance, otherId, Object.keys(permissions));
  const secrets = [...instance.secrets, foreignKey, key];
  const anna = await pageOf("anna", `/${project}/customers`);

  const seen = await crawl(anna.request, `/${project}`);
  expect(seen.size).toBeGreaterThan(20);
  expect(
    [...seen.values()].some((text) => text.includes(own)),
    "the crawl sees its own",
  ).toBe(true);
  for (const [address, text] of await askApi(instance.appUrl, key, strangers)) seen.set(address, text);
  for (const query of [foreign, foreign.slice(0, 9), ...strangers.flatMap((ids) => Object.values(ids))]) {
    const asked = `q=${encodeURIComponent(query)}`;
    for (const address of [
      `/api/console/${project}/search?${asked}`,
      `/${project}/customers?email=${encodeURIComponent(query)}`,
    ])
      seen.set(address, (await (await anna.request.get(address)).text()).replaceAll(query, ""));
  }
  for (const { customer, session, funnel } of strangers)
    for (const address of [`customers/${customer}`, `sessions/${session}`, `funnels/${funnel}`]) {
      const answer = await anna.request.get(`/${project}/${address}`);
      expect(answer.status(), address).toBe(404);
      seen.set(address, await answer.text());
    }

  for (const file of filesIn(".next/static")) seen.set(file, readFileSync(file, "utf8"));
  seen.set("log of the console", instance.output());
  const found = [...seen].flatMap(([address, text]) =>
    [foreign, ...secrets]
      .filter((canary) => text.includes(canary))
      .map((canary) => `${canary} in ${address}`),
  );
  expect(found).toEqual([]);
});

/** Every address of the project that its pages link to, with what it answers. */
async function crawl(request: APIRequestContext, start: string): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const waiting = [start];
  for (const address of waiting) {
    if (seen.size >= mostPages) break;
    if (seen.has(address)) continue;
    const answer = await request.get(address);
    const text = await answer.text();
    seen.set(address, text);
    expect(answer.status(), address).toBe(200);
    for (const [, link = ""] of text.matchAll(/href="([^"#]+)/g)) {
      const path = link.replaceAll("&amp;", "&");
      if (path.startsWith(`${start}/`) || path.startsWith(`/api/console${start}/`)) waiting.push(path);
    }
  }
  return seen;
}

/** Every reading operation that needs no id, and those that take one with the ids of the other project. */
async function askApi(appUrl: string, key: string, strangers: Stored[]): Promise<[string, string][]> {
  const answers: [string, string][] = [];
  const [ids] = strangers;
  for (const { method, path: pattern } of operations) {
    if (method !== "GET") continue;
    const address = pattern
      .replace("{customer}", ids?.customer ?? "")
      .replace("{session}", ids?.session ?? "")
      .replace("{funnel}", ids?.funnel ?? "");
    const response = await fetch(`${appUrl}/api/v1${address}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    answers.push([`API ${address}`, await response.text()]);
    const isForeign = address !== pattern || pattern.includes("{");
    expect(response.status, address).toBe(isForeign ? 404 : 200);
  }
  return answers;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|css|json|map)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
