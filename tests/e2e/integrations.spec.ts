import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const path = "/settings/integrations";

test("a text that is no key is refused in its field, and whoever may not connect is told who may", async ({
  signedInAs,
}) => {
  const page = await signedInAs("owner", path);
  await expectAccessible(page);
  const stripe = page.getByRole("region", { name: "Stripe" });
  await stripe.getByLabel("Secret key").fill("pk_test_nothing");
  await stripe.getByRole("button", { name: "Connect Stripe" }).click();
  await expect(stripe.getByText("Write a secret key of Stripe")).toBeVisible();
  const paypal = page.getByRole("region", { name: "PayPal" });
  await paypal.getByRole("button", { name: "Connect PayPal" }).click();
  await expect(paypal.getByLabel("Client ID")).toHaveAttribute("aria-invalid", "true");

  const support = await signedInAs("support", path);
  await expect(support.getByRole("button", { name: "Connect Stripe" })).toBeDisabled();
});
