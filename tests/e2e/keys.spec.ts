import { expect, test } from "./fixtures";

test("a developer makes a key that is shown once, uses it, rotates it and revokes it", async ({
  signedInAs,
  demo,
  request,
}) => {
  const page = await signedInAs("developer", "/developers/keys");
  const ask = async (key: string) =>
    (
      await request.get(`${demo.appUrl}/api/v1/customers?limit=1`, {
        headers: { authorization: `Bearer ${key}` },
      })
    ).status();
  const name = `Walk ${Date.now()}`;
  await page.getByRole("button", { name: "Make a secret key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make key" }).click();
  await expect(dialog.getByText("Choose at least one scope")).toBeVisible();
  await expect(dialog.getByRole("checkbox", { name: /^audit:read/ })).toBeDisabled();
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("checkbox", { name: /^customers:read/ }).check();
  await dialog.getByLabel("Ends", { exact: true }).selectOption("In 30 days");
  await dialog.getByRole("button", { name: "Make key" }).click();
  const first = await dialog.getByLabel("Key", { exact: true }).inputValue();
  expect(first).toMatch(/^sk_\w{49}$/);
  expect(await dialog.getByLabel("For a .env file").inputValue()).toBe(`DOSSIER_SECRET_KEY=${first}`);
  expect(await ask(first)).toBe(200);
  await dialog.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("row", { name });
  await expect(row).toHaveCount(1);
  expect(await page.content()).not.toContain(first);

  await row.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Rotate" }).click();
  await dialog.getByRole("button", { name: "Rotate key" }).click();
  const second = await dialog.getByLabel("Key", { exact: true }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(row).toHaveCount(2);
  await expect(row.filter({ hasText: "Ending" })).toHaveCount(1);
  expect([await ask(first), await ask(second)]).toEqual([200, 200]);

  await page.reload();
  for (const key of [first, second]) {
    const one = row.filter({ hasText: `sk_…${key.slice(-4)}` });
    await one.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Revoke" }).click();
    await expect(dialog.getByText(/^Used .* Whatever uses it stops/)).toBeVisible();
    await dialog.getByRole("button", { name: "Revoke key" }).click();
    await expect(dialog).toBeHidden();
    await expect(one).toContainText("Revoked");
  }
  expect([await ask(first), await ask(second)]).toEqual([401, 401]);
});

test("a publishable key takes visits from the pages that it names", async ({ signedInAs, demo, request }) => {
  const page = await signedInAs("admin", "/developers/keys");
  const name = `Pages ${Date.now()}`;
  await page.getByRole("button", { name: "Make a publishable key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("Pages that may send with it").fill("quiz.example.com");
  await dialog.getByRole("button", { name: "Make key" }).click();
  await expect(dialog.getByText(/no origin such as/)).toBeVisible();
  await dialog
    .getByLabel("Pages that may send with it")
    .fill("https://quiz.example.com\nhttp://localhost:5000");
  await dialog.getByRole("button", { name: "Make key" }).click();
  const key = await dialog.getByLabel("Key", { exact: true }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name })).toContainText(
    "https://quiz.example.com, http://localhost:5000",
  );
  const send = async (origin: string) => {
    const body = {
      key,
      visitor: "a".repeat(22),
      session: "b".repeat(22),
      mode: "preview",
      sentAt: Date.now(),
      funnel: { id: "origins" },
      page: { url: `${origin}/` },
      events: [],
    };
    const answer = await request.post(`${demo.collectorUrl}/i/v1/batch`, { headers: { origin }, data: body });
    return answer.status();
  };
  expect(await send("https://quiz.example.com")).toBe(202);
  expect(await send("https://evil.example")).toBe(403);
});
