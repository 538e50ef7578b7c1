import { z } from "zod";
import { line } from "../core/inputs";

export const connectStripeInput = z.strictObject({
  secretKey: z
    .string("Write the secret key")
    .trim()
    .regex(
      /^(sk|rk)_(test|live)_[A-Za-z0-9]{10,240}$/,
      "Write a secret key of Stripe: it begins with sk_test_, sk_live_, rk_test_ or rk_live_",
    ),
});

export const connectPaypalInput = z.strictObject({
  mode: z.enum(["test", "live"], "Choose sandbox or live"),
  clientId: line(200).regex(/^[A-Za-z0-9_-]{10,200}$/, "Write the client ID of your PayPal app"),
  secret: line(200).regex(/^[A-Za-z0-9_-]{10,200}$/, "Write the secret of your PayPal app"),
});
