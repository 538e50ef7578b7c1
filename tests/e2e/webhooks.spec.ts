import type { Page } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { type Received, startReceiver } from "../fakes/receiver";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { giveInputs, openCustomer, person } from "./quiz";

const webhooks = "/developers/webhooks";

/** Adds an endpoint as a person does, and reads the secret while it is shown. */
async function addEndpoint(page: Page, project: string, url: string, types: string[]) {
  await page.goto(`/${project}${webhooks}/new`);
  await page.getByLabel("URL").fill(url);
  await page.getByRole("radio", { name: /^Only these/ }).check();
  for (const type of types) {
    await page.getByRole("searchbox", { name: "Search events" }).fill(type);
    await page.getByRole("checkbox", { name: type, exact: true }).check();
  }
  await page.getByRole("button", { name: "Add endpoint" }).click();
  const secret = await page.getByRole("textbox", { name: "Signing secret" }).inputValue();
  expect(secret).toMatch(/^whsec_/);
  await page.getByRole("link", { name: "Send a test event" }).click();
  await page.waitForURL("**/test");
  await expect(page.getByRole("heading", { level: 1, name: url })).toBeVisible();
  return { secret, endpoint: new URL(page.url()).pathname.replace(/\/test$/, "") };
}

async function changeEmail(page: Page, from: string, to: string) {
  await page.getByRole("button", { name: "Edit email" }).click();
  const field = page.getByRole("textbox", { name: "Email" });
  await expect(field).toHaveValue(from);
  await field.fill(to);
  await page.keyboard.press("Enter");
}

const verified = (secret: string, { body, headers }: Received) =>
  // Each of its headers comes once.
  new Webhook(secret).verify(body, headers as Record<string, string>) as {
    id: string;
    type: string;
    profile: { email: string };
  };

test("a changed email reaches a receiver signed within two seconds, and the console shows how", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  test.setTimeout(60_000);
  const receiver = await startReceiver();
  const email = `hook.${Date.now()}@nordpost.example`;
  await giveInputs(await openPage(person), demo.funnelUrl, { email });
  const page = await signedInAs("owner", webhooks);
  const { secret, endpoint } = await addEndpoint(page, demo.projectSlug, receiver.url, ["profile.updated"]);

  await openCustomer(page, demo.projectSlug, email);
  const renamed = `renamed.${email}`;
  const before = performance.now();
  await changeEmail(page, email, renamed);
  const ofRenamed = () => receiver.received.filter(({ body }) => body.includes(renamed));
  await expect.poll(() => ofRenamed().length, { intervals: [20] }).toBe(1);
  const [got] = ofRenamed();
  if (!got) throw new Error("nothing came");
  expect(got.at - before).toBeLessThan(2_000);
  const event = verified(secret, got);
  expect(event).toMatchObject({ type: "profile.updated", profile: { email: renamed } });
  expect(() => verified(`whsec_${Buffer.alloc(32).toString("base64")}`, got)).toThrow();

  await page.goto(endpoint);
  const row = page.getByRole("row", { name: renamed });
  await expect(row.getByText("Delivered")).toBeVisible();
  await expectAccessible(page);
  await row.getByRole("link", { name: "profile.updated" }).click();
  await expect(page.getByText("Answered 200.")).toBeVisible();
  await expect(page.getByText(event.id).first()).toBeVisible();
  await expect(page.getByText("not kept", { exact: true })).toBeVisible();
  expect(await page.content()).not.toContain(secret.slice(6, 30));
  await expectAccessible(page);

  await page.getByRole("button", { name: "Resend" }).click();
  await expect.poll(() => ofRenamed().length).toBe(2);
  expect(ofRenamed().map(({ headers }) => headers["webhook-id"])).toEqual([event.id, event.id]);
  await expect(page.getByRole("navigation", { name: "Attempts" }).getByRole("link")).toHaveCount(2);
  await page.getByRole("link", { name: "Compare" }).click();
  await expect(page.getByRole("region", { name: "Request headers" })).toBeVisible();

  await page.goto(`${endpoint}/test`);
  await page.getByLabel("Event").selectOption("note.created");
  await page.getByLabel("Customer").fill("pro_unknown");
  await page.getByRole("button", { name: "Fill in" }).click();
  await expect(page.getByText("There is no such customer")).toBeVisible();
  await page.getByLabel("Customer").fill("");
  await page.getByRole("button", { name: "Fill in" }).click();
  await expect(page.getByLabel("Body")).toHaveValue(/"note.created"/);
  await page.getByLabel("Body").fill('{"type":"note.created","mine":true}');
  await page.getByRole("button", { name: "Send test" }).last().click();
  await expect(page.getByText("Answered 200.")).toBeVisible();
  expect(receiver.received.at(-1)?.body).toBe('{"type":"note.created","mine":true}');
  await expectAccessible(page);

  await page.goto(`${endpoint}/secrets`);
  await page.getByRole("button", { name: "Rotate secret" }).click();
  const second = await page.getByRole("textbox", { name: "Signing secret" }).inputValue();
  expect(second).not.toBe(secret);
  await page.goto(`${endpoint}/test`);
  await page.getByRole("button", { name: "Send test" }).last().click();
  await expect.poll(() => receiver.received.at(-1)?.headers["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
  const both = receiver.received.at(-1);
  if (!both) throw new Error("nothing came");
  for (const each of [secret, second]) expect(() => verified(each, both)).not.toThrow();

  await page.goto(endpoint);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete endpoint" }).click();
  await expect(page).toHaveURL(new RegExp(`${webhooks}$`));
  await receiver.close();
});

test("what an endpoint missed is sent by one press once it is back, with the ids of then", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  test.setTimeout(60_000);
  let isUp = false;
  const receiver = await startReceiver((_, response) => {
    response.writeHead(isUp ? 200 : 503).end(isUp ? "ok" : "down for work");
  });
  const email = `missed.${Date.now()}@nordpost.example`;
  await giveInputs(await openPage(person), demo.funnelUrl, { email });
  const page = await signedInAs("developer", webhooks);
  const { endpoint } = await addEndpoint(page, demo.projectSlug, receiver.url, ["attributes.updated"]);
  const keys = [1, 2, 3].map((n) => `missed_${Date.now()}_${n}`);
  const found = await fetch(`${demo.appUrl}/api/v1/customers?email=${encodeURIComponent(email)}`, {
    headers: { authorization: `Bearer ${demo.secretKey}` },
  });
  const { data } = (await found.json()) as { data: { id: string }[] };
  for (const key of keys) {
    const changed = await fetch(`${demo.appUrl}/api/v1/customers/${data[0]?.id}/attributes`, {
      method: "POST",
      headers: { authorization: `Bearer ${demo.secretKey}`, "content-type": "application/json" },
      body: JSON.stringify({ attributes: { [key]: { value: "yes" } } }),
    });
    expect(changed.status, await changed.text()).toBe(200);
  }
  const mine = () => receiver.received.filter(({ body }) => keys.some((key) => body.includes(key)));
  const idsOf = (all: Received[]) => new Set(all.map(({ headers }) => String(headers["webhook-id"])));
  await expect.poll(() => idsOf(mine()).size).toBe(3);
  const firstIds = idsOf(mine());

  await expect(async () => {
    await page.goto(endpoint);
    await expect(page.getByRole("button", { name: /^Send \d+ again$/ })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText(/wait and are tried again by themselves/)).toBeVisible();
  const before = receiver.received.length;
  isUp = true;
  await page.getByRole("button", { name: /^Send \d+ again$/ }).click();
  await expect(page.getByText("All were handed over")).toBeVisible({ timeout: 15_000 });
  await expectAccessible(page);
  const after = () => receiver.received.slice(before).filter((one) => mine().includes(one));
  await expect.poll(() => idsOf(after()).size).toBe(3);
  expect(idsOf(after())).toEqual(firstIds);
  await expect(async () => {
    await page.goto(`${endpoint}?state=delivered`);
    await expect(page.getByRole("row", { name: email })).toHaveCount(3, { timeout: 1_000 });
  }).toPass();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete endpoint" }).click();
  await expect(page).toHaveURL(new RegExp(`${webhooks}$`));
  await receiver.close();
});

test("an address that is not public is refused in its field, and whoever may not write is told who may", async ({
  signedInAs,
}) => {
  const page = await signedInAs("developer", `${webhooks}/new`);
  await page.getByLabel("URL").fill("https://169.254.169.254/latest");
  await page.getByRole("button", { name: "Add endpoint" }).click();
  await expect(page.getByLabel("URL")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Use a public https address")).toBeVisible();
  await expectAccessible(page);

  const support = await signedInAs("support", webhooks);
  await expect(support.getByRole("button", { name: "Add endpoint" })).toBeDisabled();
});
