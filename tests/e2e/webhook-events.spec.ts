import { Webhook } from "standardwebhooks";
import { startReceiver } from "../fakes/receiver";
import { expectAccessible } from "./axe";
import { type Demo, expect, test } from "./fixtures";
import { giveInputs, openCustomer, person } from "./quiz";

async function api(demo: Demo, method: string, path: string, body?: unknown) {
  const answer = await fetch(`${demo.appUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${demo.secretKey}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return answer.status === 204 ? null : answer.json();
}

test("every status change of a customer stands on their tab, with what became of it, and is sent again from there", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const receiver = await startReceiver();
  const email = `told.${Date.now()}@nordpost.example`;
  await giveInputs(await openPage(person), demo.funnelUrl, { email });
  const page = await signedInAs("support", "/customers");
  await openCustomer(page, demo.projectSlug, email);
  const customerUrl = page.url().split("?")[0] ?? "";
  const customerId = customerUrl.split("/").at(-1);

  // Nothing listens yet, and still it is told.
  await page.getByRole("link", { name: /^Webhook events \d/ }).click();
  await page.waitForURL("**/webhooks");
  const started = page.getByRole("row", { name: "onboarding.started" });
  await expect(started).toBeVisible();
  await expectAccessible(page);

  const endpoint = await api(demo, "POST", "/webhook-endpoints", {
    url: receiver.url,
    types: ["profile.updated"],
  });
  await api(demo, "PATCH", `/customers/${customerId}`, { email: `new.${email}` });
  await expect.poll(() => receiver.received.length).toBe(1);
  const [got] = receiver.received;
  const event = new Webhook(endpoint.secret).verify(
    got?.body ?? "",
    got?.headers as Record<string, string>, // each of its headers comes once
  ) as { id: string; data: { email: string } };
  expect(event.data.email).toBe(`new.${email}`);

  const { host } = new URL(receiver.url);
  const row = page.getByRole("row", { name: host });
  await expect(async () => {
    await page.reload();
    await expect(row.getByText("Delivered").first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await row.getByRole("link").first().click();
  const panel = page.getByRole("complementary", { name: "Facts about this event" });
  await expect(panel.getByText("Body as it is sent")).toBeVisible();
  await expect(panel.getByText(`new.${email}`).first()).toBeVisible();
  // Others may listen too.
  const delivery = panel.getByRole("listitem").filter({ hasText: host });
  await expect(delivery.getByText("Answer 200 after")).toBeVisible();
  await expectAccessible(page);
  await delivery.getByRole("button", { name: "Resend" }).click();
  await expect
    .poll(() => receiver.received.map(({ headers }) => headers["webhook-id"]))
    .toEqual([event.id, event.id]);
  expect(receiver.received[1]?.body).toBe(got?.body);
  await delivery.getByRole("link", { name: host }).click();
  await expect(page.getByText("Answered 200.")).toBeVisible();

  // A choice is in the address, and what nothing matches says so.
  await page.goto(`${customerUrl}/webhooks?group=visits`);
  await expect(started).toBeVisible();
  await expect(page.getByRole("row", { name: "profile.updated" })).toHaveCount(0);
  await page.getByRole("navigation", { name: "Delivery" }).getByRole("link", { name: "Failed" }).click();
  await expect(page.getByRole("heading", { name: "No event like this" })).toBeVisible();

  // The timeline leads to the same event.
  await page.goto(`${customerUrl}?kind=changes`);
  await page
    .getByText(/^Email changed from/)
    .first()
    .click();
  await page.getByRole("link", { name: "Webhook event", exact: true }).click();
  await expect(panel.getByText(event.id.slice(0, 12)).first()).toBeVisible();

  const told = await api(demo, "GET", `/customers/${customerId}/events?group=profiles&state=delivered`);
  expect(told.data[0].id).toBe(event.id);
  expect(told.data[0].deliveries).toContainEqual(
    expect.objectContaining({ endpoint: endpoint.id, state: "delivered", lastStatus: 200 }),
  );

  const viewer = await signedInAs("viewer", customerUrl.replace(/^.*?(?=\/customers)/, ""));
  await viewer.goto(`${customerUrl}/webhooks?state=failed`);
  await expect(viewer.getByText(/Where events were sent, and what came back, is for/)).toBeVisible();
  await expect(viewer.getByRole("row", { name: "profile.updated" }).first()).toBeVisible();
  await expect(viewer.getByText(host)).toHaveCount(0);

  await api(demo, "DELETE", `/webhook-endpoints/${endpoint.id}`);
  await receiver.close();
});

test("the catalogue is found by words, and shows of each type its fields, an example and how to check it", async ({
  signedInAs,
}) => {
  const page = await signedInAs("developer", "/developers/webhooks/events");
  await expect(page.getByRole("link", { name: /^(subscription|profile|order)\./ }).first()).toBeVisible();
  await page.getByRole("group").filter({ hasText: "Python" }).first().click();
  await expect(page.getByText("hmac.compare_digest")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("searchbox").fill("refund");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/events?q=refund");
  await expect(page.getByRole("link", { name: "profile.created" })).toHaveCount(0);
  await page.getByRole("link", { name: "refund.settled" }).click();
  await page.waitForURL("**/events/refund.settled");
  await expect(page.getByRole("rowheader", { name: "amount_refunded", exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Example", exact: true })).toContainText("kept_access");
  await expectAccessible(page);
});
