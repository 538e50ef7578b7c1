import { z } from "zod";
import { emailAddress, idOf, line } from "../core/inputs";
import { sandboxCards } from "../gateways/sandbox-cards";

const cardNames = sandboxCards.map(({ token }) => token);
const providerId = (prefix: string, example: string) =>
  z
    .string(`Write the id that Stripe gave, such as ${example}`)
    .regex(
      new RegExp(`^${prefix}_[A-Za-z0-9_]{1,250}$`),
      `Write the id that Stripe gave, such as ${example}`,
    );

/** What is charged: a card of the sandbox by its name, or one that Stripe keeps for a customer of its own. */
export const paymentMethodInput = z.discriminatedUnion(
  "provider",
  [
    z.strictObject({
      provider: z.literal("sandbox"),
      card: z.enum(cardNames, `Name a card of the sandbox, such as ${cardNames[0]}`),
    }),
    z.strictObject({
      provider: z.literal("stripe"),
      token: providerId("(?:pm|card)", "pm_1Rk").describe("The payment method."),
      customer: providerId("cus", "cus_1Rk").describe("Stripe's customer to whom it belongs."),
    }),
  ],
  "Name the provider: sandbox or stripe",
);
export type MethodInput = z.output<typeof paymentMethodInput>;

/** An address that the buyer's browser may be sent to. */
const returnUrl = z
  .string("Write an address")
  .max(2_000, "Use at most 2,000 characters")
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (!url || url.username || url.password) return false;
    return url.protocol === "https:" || (url.protocol === "http:" && url.hostname === "localhost");
  }, "Write an address with https and without a password");

const metadata = z
  .record(z.string().min(1).max(40), z.union([line(500), z.number(), z.boolean()]))
  .refine((fields) => Object.keys(fields).length <= 20, "Use at most 20 fields");

export const startSubscriptionInput = z.strictObject({
  customer: z.string("Name the customer").min(1, "Name the customer").max(1_500),
  pricePoint: line(256).describe("Its ident."),
  paymentMethod: paymentMethodInput,
  session: idOf("session").optional().describe("The visit in which it is bought."),
  checkout: z
    .strictObject({
      ip: z.union([z.ipv4(), z.ipv6()], "Write an address, such as 203.0.113.9").optional(),
      userAgent: line(1_000).optional(),
    })
    .default({})
    .describe("The buyer's, as the server of the checkout saw them. Kept on the order alone."),
  email: emailAddress.optional().describe("Of the wallet. It fills an empty one and replaces none."),
  metadata: metadata.optional(),
  returnUrl: returnUrl.optional().describe("Where the buyer goes after confirming at the bank."),
});
export type StartInput = z.output<typeof startSubscriptionInput>;

export const replacePaymentMethodInput = z.strictObject({
  subscription: idOf("subscription"),
  paymentMethod: paymentMethodInput,
});
