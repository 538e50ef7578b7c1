import { z } from "zod";
import { environments, paymentProviders } from "../../db/columns";
import { moneyResource } from "../core/money-fields";
import { instant } from "../core/resource";
import { idField } from "./fields";

const text = z.string();
const when = instant.nullable();

const subscription = z.strictObject({
  id: idField("subscription"),
  customer: idField("profile").nullable(),
  status: z
    .array(z.enum(["INTRO", "UPCOMING", "RECURRING", "AUTORENEW_OFF", "PAUSED", "GRACE", "RETRY", "EXPIRED"]))
    .describe("All that hold at once."),
  is_active: z.boolean().describe("Whether it gives access."),
  is_mirror: z.boolean().describe("Kept by its provider, which alone charges it."),
  environment: z.enum(environments),
  provider: z.enum(paymentProviders),
  provider_subscription_id: text.nullable().describe("Its name there."),
  price_point: text.describe("Its ident."),
  price_point_version: z.int(),
  price: moneyResource,
  started_at: when.describe("Set once, and never changed."),
  iteration: z.int().describe("Periods that have begun, from 1."),
  current_period_starts_at: when,
  current_period_ends_at: when,
  next_check_at: when.describe("When something happens next."),
  next_payment_at: when.describe("Null when no payment will follow."),
  auto_renew: z.boolean(),
  paused_at: when,
  pause_until: when,
  unused_premium_after_pause_seconds: z.int().nullable(),
  discount_percent: z.int().nullable(),
  discount_cycles: z.int().nullable(),
  follows: idField("subscription").nullable().describe("The one whose end it waits for."),
  successor: idField("subscription").nullable().describe("The one that waits for its end."),
  initial_order: idField("order").nullable(),
  session: idField("session").nullable().describe("The visit that it was bought in."),
  funnel: idField("funnel").nullable(),
  metadata: z.record(text, z.unknown()).nullable().describe("Yours, of the first order."),
  missed_periods: z.int().describe("Periods that nobody was charged for while charging stood still."),
  parked_reason: text.nullable().describe("Why a person must decide, where one must."),
  ended_at: when,
  end_reason: text.nullable(),
});

export const subscriptionMoved = z.strictObject({
  subscription: subscription.describe("As it was after this event."),
});
