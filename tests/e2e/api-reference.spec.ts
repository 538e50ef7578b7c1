import { expect, test } from "./fixtures";

test("the API reference leads to each operation by its address, with a request for this console", async ({
  signedInAs,
  demo,
}) => {
  const page = await signedInAs("growth", "/developers/api");
  await page.getByRole("navigation", { name: "Operations" }).getByText("Get a customer").click();
  await expect(page).toHaveURL(/#getCustomer$/);
  const section = page.getByRole("region", { name: "Get a customer" });
  await expect(section).toBeInViewport();
  await expect(section.getByText(`${demo.appUrl}/api/v1/customers/usr_48213`)).toBeVisible();
  await section.getByRole("link", { name: "Customer", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Customer", exact: true }).last()).toBeInViewport();
  // The frame around the page stays where it is.
  await expect(page.getByRole("heading", { name: "API reference" })).toBeInViewport();
});

test("the OpenAPI file is there without a key, and names every operation of the reference", async ({
  signedInAs,
  demo,
  request,
}) => {
  const response = await request.get(`${demo.appUrl}/api/v1/openapi.json`);
  expect(response.status()).toBe(200);
  const document = await response.json();
  expect(document).toMatchObject({ openapi: "3.1.0", servers: [{ url: `${demo.appUrl}/api/v1` }] });
  const ids = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>)
    .flatMap((methods) => Object.values(methods))
    .map((operation) => operation.operationId);
  const page = await signedInAs("owner", "/developers/api");
  for (const id of ids) await expect(page.locator(`section#${id}`)).toHaveCount(1);
  expect(ids.length).toBeGreaterThan(10);
});
