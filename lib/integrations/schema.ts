import { z } from "zod";
import { inboundProviders } from "../../db/columns";
import { line } from "../core/inputs";

/** Those that we call: to charge, to give back, to ask. */
export const gatewayProviders = ["stripe", "paypal"] as const;
export type GatewayProvider = (typeof gatewayProviders)[number];

/** `authorization`: a header must equal it. `signing`: the key of a signature. */
export const secretKinds = ["authorization", "signing"] as const;
export type SecretKind = (typeof secretKinds)[number];

/** What proves a provider's events. PayPal's prove themselves by its certificate. */
export const secretKindsOf = {
  stripe: ["signing"],
  paypal: [],
  revenuecat: ["authorization", "signing"],
  adapty: ["authorization"],
  funnelfox: ["authorization"],
  "funnelfox-billing": ["signing"],
} as const satisfies Record<(typeof inboundProviders)[number], readonly SecretKind[]>;

/** For so many hours the secret before it is believed too. */
export const overlapHours = [0, 1, 24, 168] as const;
export type OverlapHours = (typeof overlapHours)[number];

/** Adapty's own names of its events: a project may give them others. */
export const adaptyEvents = [
  "trial_started",
  "trial_converted",
  "trial_renewal_cancelled",
  "trial_renewal_reactivated",
  "trial_expired",
  "subscription_started",
  "subscription_renewed",
  "subscription_renewal_cancelled",
  "subscription_renewal_reactivated",
  "subscription_expired",
  "subscription_paused",
  "subscription_deferred",
  "subscription_refunded",
  "entered_grace_period",
  "billing_issue_detected",
  "non_subscription_purchase",
  "non_subscription_purchase_refunded",
  "access_level_updated",
] as const;

export type AdaptyEvent = (typeof adaptyEvents)[number];

const provider = z.enum(inboundProviders);
const fitting = { message: "This provider has no such secret", path: ["kind"] };

export const setUpInput = z.strictObject({ provider });

export const setSecretInput = z
  .strictObject({
    provider,
    kind: z.enum(secretKinds),
    secret: z
      .string("Write the secret")
      .trim()
      .min(8, "Use at least 8 characters: whoever guesses it can send events")
      .max(300, "Use at most 300 characters")
      .regex(
        /^[\x20-\x7e]*$/,
        "Use letters of the English alphabet, digits and signs only: it travels in a header",
      ),
    overlapHours: z.literal(overlapHours),
  })
  .refine(({ provider, kind }) => isKindOf(provider, kind), fitting)
  .refine(({ provider, secret }) => provider !== "stripe" || /^whsec_[A-Za-z0-9+/=_-]{8,}$/.test(secret), {
    message: "Write the signing secret of the endpoint: it begins with whsec_",
    path: ["secret"],
  });

export const removeSecretInput = z
  .strictObject({ provider, kind: z.enum(secretKinds) })
  .refine(({ provider, kind }) => isKindOf(provider, kind), fitting);

/** Null takes a setting away; what is left out stays. */
export const changeSettingsInput = z.strictObject({
  provider,
  userIdField: line(100).nullable().optional(),
  webhookId: line(100)
    .regex(
      /^[A-Za-z0-9-]{5,100}$/,
      "Write the ID that PayPal shows beside the webhook, such as 8PT597110X687430L",
    )
    .nullable()
    .optional(),
  renamedEvents: z
    .record(line(100), z.enum(adaptyEvents, "Choose one of Adapty's own events"))
    .refine((names) => Object.keys(names).length <= 100, "Use at most 100 names")
    .nullable()
    .optional(),
});

export const oneIntegrationInput = z.strictObject({ provider });

export const disconnectInput = z.strictObject({
  provider,
  /** Of what it sent: keep the bodies, or empty them. What became of them stays in any case. */
  history: z.enum(["keep", "empty"]).default("keep"),
});

function isKindOf(name: z.infer<typeof provider>, kind: SecretKind): boolean {
  const kinds: readonly SecretKind[] = secretKindsOf[name];
  return kinds.includes(kind);
}
