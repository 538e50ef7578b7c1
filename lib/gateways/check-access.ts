import Stripe from "stripe";
import { env } from "../core/env";
import { AppError } from "../core/errors";
import { enterPaypal, PaypalRefusal } from "./paypal";
import { stripeClient } from "./stripe";

const away = (name: string) =>
  new AppError("unavailable", `${name} did not answer as expected, so nothing was saved. Try again.`);

/** Asks Stripe whether it knows the key. */
export async function checkStripe(secretKey: string): Promise<void> {
  try {
    await stripeClient({ secretKey, apiUrl: env().stripeUrl }).balance.retrieve();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    // A restricted key may be known and still not see the balance.
    if (error instanceof Stripe.errors.StripePermissionError) return;
    if (!(error instanceof Stripe.errors.StripeAuthenticationError)) throw away("Stripe");
    const message = "Stripe does not know this key";
    throw new AppError("invalid", message, { secretKey: message });
  }
}

export async function checkPaypal(
  access: { clientId: string; secret: string },
  mode: "test" | "live",
): Promise<void> {
  try {
    const apiUrl = env().paypalUrls[mode];
    await enterPaypal({ ...access, apiUrl }, AbortSignal.timeout(20_000));
  } catch (error) {
    if (!(error instanceof PaypalRefusal) || error.status !== 401) throw away("PayPal");
    const message = "PayPal does not know this client ID and secret";
    throw new AppError("invalid", message, { secret: message });
  }
}
