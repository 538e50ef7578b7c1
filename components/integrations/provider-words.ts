import type { InboundProvider } from "@/db/columns";
import type { SecretKind } from "@/lib/integrations/schema";

export type SecretWords = { kind: SecretKind; label: string; hint: string; isOptional?: boolean };

export type ProviderWords = {
  name: string;
  lead: string;
  /** Where its address is to be pasted, and which events are to be chosen. */
  address: string;
  events: string;
  secrets: SecretWords[];
  /** What its way of proving an event does not prove. */
  unproved?: string;
  /** How to make the first event come. */
  first: string;
  userIdField: { label: string; hint: string; usual: string };
};

export const providerWords: Record<InboundProvider, ProviderWords> = {
  stripe: {
    name: "Stripe",
    lead: "Customers, subscriptions, payments, refunds and disputes of your Stripe account.",
    address: "In Stripe, open Workbench, then Webhooks, and add an endpoint with this address.",
    events:
      "Choose customer.*, customer.subscription.*, invoice.paid, invoice.payment_failed, invoice_payment.paid, payment_intent.succeeded, payment_intent.payment_failed, charge.*, refund.*, charge.dispute.* and checkout.session.completed.",
    secrets: [
      {
        kind: "signing",
        label: "Signing secret",
        hint: "Stripe shows it on the endpoint's page. It begins with whsec_.",
      },
    ],
    first: "Make any payment in Stripe's test mode, or press Send test event there.",
    userIdField: {
      label: "User ID in the metadata",
      hint: "The key of Stripe's metadata in which your checkout writes the id of your user.",
      usual: "user_id",
    },
  },
  paypal: {
    name: "PayPal",
    lead: "Subscriptions, payments, refunds and disputes of your PayPal app.",
    address: "In PayPal's developer dashboard, open your app and add a webhook with this address.",
    events: "Choose Billing subscription, Payment sale, Payment capture and Customer dispute events.",
    secrets: [],
    first: "PayPal's simulator does not sign its events: buy something in PayPal's sandbox.",
    userIdField: {
      label: "User ID",
      hint: "The custom id of a purchase is taken as your user's id. Write none where it is something else.",
      usual: "custom_id",
    },
  },
  revenuecat: {
    name: "RevenueCat",
    lead: "App store purchases, trials, renewals, refunds and transfers.",
    address: "In RevenueCat, open Integrations, then Webhooks, and add one with this address.",
    events: "Send all events of all apps, in production and sandbox.",
    secrets: [
      {
        kind: "authorization",
        label: "Authorization header",
        hint: "Make up a long random value, and paste the same one into RevenueCat's field of that name.",
      },
      {
        kind: "signing",
        label: "Signing secret",
        hint: "Where RevenueCat signs its webhooks for you. Once it is set, an event without a signature is refused.",
        isOptional: true,
      },
    ],
    unproved:
      "The header alone proves who sends and says nothing of the body: whoever reads it once can write any event. Set the signing secret too where RevenueCat offers one.",
    first: "Press Send test event in RevenueCat.",
    userIdField: {
      label: "User ID",
      hint: "The field, or the subscriber attribute, that holds the id of your user.",
      usual: "app_user_id",
    },
  },
  adapty: {
    name: "Adapty",
    lead: "App store purchases, trials, renewals and refunds.",
    address: "In Adapty, open Integrations, then Webhook, and paste this address for production and sandbox.",
    events: "Switch all events on, and the user attributes and attribution with them.",
    secrets: [
      {
        kind: "authorization",
        label: "Authorization header value",
        hint: "Make up a long random value, and paste the same one into Adapty's field of that name.",
      },
    ],
    unproved:
      "Adapty does not sign its events. The shared header proves who sends and says nothing of the body: whoever reads it once can write any event. Change it as soon as somebody may have seen it.",
    first:
      "Save the integration in Adapty: it asks at once whether somebody is here. An event follows a purchase.",
    userIdField: {
      label: "User ID",
      hint: "Write profile_id where your app knows its users by Adapty's own id.",
      usual: "customer_user_id",
    },
  },
  funnelfox: {
    name: "FunnelFox",
    lead: "Funnels, profiles, purchases and subscriptions of your FunnelFox project.",
    address: "In FunnelFox, open the project's settings, then Webhooks, and paste this address.",
    events: "FunnelFox sends all its events to it.",
    secrets: [
      {
        kind: "authorization",
        label: "Project secret",
        hint: "FunnelFox sends it in the header Fox-Secret-Key. It is the secret of the project's API too.",
      },
    ],
    unproved:
      "FunnelFox does not sign its events. The shared header proves who sends and says nothing of the body: whoever reads it once can write any event. Change it as soon as somebody may have seen it.",
    first: "Open a funnel in preview, or buy something there.",
    userIdField: {
      label: "User ID",
      hint: "The field of FunnelFox's profile that holds the id of your user.",
      usual: "user_id",
    },
  },
  "funnelfox-billing": {
    name: "FunnelFox Billing",
    lead: "Orders, subscriptions, refunds and disputes of FunnelFox Billing.",
    address: "In FunnelFox Billing, open the webhook settings and put this address into a free slot.",
    events: "Switch order and dispute events on for it; the others always come.",
    secrets: [
      {
        kind: "signing",
        label: "Signing secret",
        hint: "Set signing_secret for this target. Events without a signature are refused.",
      },
    ],
    first: "Buy something in test mode.",
    userIdField: { label: "User ID", hint: "It is always external_id.", usual: "external_id" },
  },
};

export const refusalFixes: Record<string, string> = {
  signature: "Paste the secret again: the one that the provider shows for this very address.",
  timestamp: "Check the clock of this server. A request that was held back for long is refused too.",
  missing_header: "Somebody else sends to this address, or the secret is not set at the provider.",
  certificate: "Somebody else sends to this address, or PayPal has changed who issues its certificates.",
  not_configured: "Finish step 2.",
  rate_limited: "The provider sends them again. Nothing is lost.",
};
