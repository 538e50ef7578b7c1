import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { expectAccessible } from "./axe";
import { type Demo, expect, test } from "./fixtures";

test.use({ provoked: [/status of 404/] });

/** Somebody new, who gave an address on the page of a funnel. */
function newVisitor(demo: Demo) {
  const visitor = randomBytes(16).toString("hex");
  const email = `privacy.${visitor.slice(0, 8)}@example.com`;
  const visit = async (): Promise<{ profile: string; accepted: number; rejected: { code: string }[] }> => {
    const now = Date.now();
    const response = await fetch(`${demo.collectorUrl}/i/v1/batch`, {
      method: "POST",
      headers: { "content-type": "text/plain", "user-agent": "Mozilla/5.0 (X11; Linux x64) Firefox/140.0" },
      body: JSON.stringify({
        key: demo.publishableKey,
        visitor,
        session: randomBytes(16).toString("hex"),
        mode: "production",
        sentAt: now,
        funnel: { id: "quiz-1" },
        page: { url: "https://quiz.example/start" },
        inputs: { email, goal: "sleep" },
        events: [{ id: randomUUID(), name: "screen_presented", at: now, properties: { screen_id: "email" } }],
      }),
    });
    return response.json();
  };
  return { email, visit };
}

test("a support agent records a refusal, exports the person, erases them and has the receipt", async ({
  demo,
  signedInAs,
}) => {
  const { email, visit } = newVisitor(demo);
  const { profile } = await visit();
  const person = `/${demo.projectSlug}/customers/${profile}`;
  const page = await signedInAs("support", `/customers/${profile}/privacy`);

  await page.getByRole("button", { name: "Record an answer" }).click();
  await page.getByRole("button", { name: "Record the answer" }).click();
  await expect(page.getByText("Write something here")).toBeVisible();
  await page.getByLabel("Purpose").fill("marketing");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Record the answer" }).click();
  await expect(page.getByRole("row", { name: /marketing.*Refused.*holds now.*This console/ })).toBeVisible();

  await page.getByRole("button", { name: "Make an export" }).click();
  const ready = page.getByRole("link", { name: "Download" });
  await expect(ready).toBeVisible({ timeout: 20_000 });
  const [zip] = await Promise.all([page.waitForEvent("download"), ready.click()]);
  const files = unzipSync(await readFile(await zip.path()));
  expect(Buffer.from(files["data/profiles.json"] ?? []).toString()).toContain(email);
  expect(Buffer.from(files["index.html"] ?? []).toString()).toContain("marketing");

  await page.getByRole("button", { name: "Erase", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Erase ${email}` });
  await expect(dialog.getByText("Stays, without a name")).toBeVisible();
  await expect(dialog.getByText("Visits", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Reason").fill("Asked by letter");
  await dialog.getByRole("button", { name: "Erase 1 person in 7 days" }).click();
  await expect(page.getByText("Waits to be erased.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "See the case" }).click();
  await expect(page.getByRole("heading", { name: "Waits to be erased" })).toBeVisible();
  await expect(page.getByText("Asked by letter")).toBeVisible();
  await page.getByRole("button", { name: "Cancel the erasure" }).click();
  await expect(page.getByText("The erasure was cancelled. Nothing is gone.")).toBeVisible();

  await page.goto(person);
  await expect(page.getByText("Waits to be erased.")).toBeHidden();
  await page.getByRole("button", { name: "Delete customer" }).click();
  const sure = page.getByRole("dialog", { name: `Delete ${email}` });
  await sure.getByRole("button", { name: "Delete customer" }).click();
  await page.waitForURL(`**/${demo.projectSlug}/customers`);
  await expect(async () => {
    await page.goto(person);
    await expect(page.getByRole("heading", { name: "This person was erased" })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await expectAccessible(page);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download JSON" }).click(),
  ]);
  const receipt = await readFile(await file.path(), "utf8");
  expect(JSON.parse(receipt)).toMatchObject({ profiles: 1, removed: { Profiles: 1, Visits: 1 } });
  expect(receipt).not.toContain(email);
  expect(receipt).not.toContain(profile);

  expect(await visit()).toMatchObject({ accepted: 0, rejected: [{ code: "erased" }] });
  await page.goto(person);
  await expect(page.getByRole("heading", { name: "This person was erased" })).toBeVisible();
});

test("who has not opted in is listed, and roles that only read see why they cannot act", async ({
  demo,
  signedInAs,
}) => {
  const { profile: id } = await newVisitor(demo).visit();
  const page = await signedInAs("viewer", "/customers?consent=none");
  await expect(page.getByRole("link", { name: "Remove filter Consent is not given" })).toBeVisible();
  await expect(page.locator(`.row-link[href*="${id}"]`)).toBeVisible();
  await page.goto(`/${demo.projectSlug}/customers/${id}/privacy`);
  for (const name of ["Record an answer", "Make an export", "Erase"])
    await expect(page.getByRole("button", { name, exact: true })).toHaveAttribute("aria-disabled", "true");
});
