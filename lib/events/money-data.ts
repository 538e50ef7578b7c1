import { z } from "zod";
import { paymentProviders } from "../../db/columns";
import { moneyResource } from "../core/money-fields";
import { instant } from "../core/resource";
import { idField, purchaseFields } from "./fields";

const text = z.string();

const order = {
  order_id: idField("order").nullable().describe("Null where the payment has no order here."),
  subscription_id: idField("subscription").nullable().describe("Null for what was bought once."),
  ...purchaseFields,
};

const provider = z.enum(paymentProviders).describe("Who took the money.");

const payment = {
  ...order,
  kind: z
    .enum(["first", "conversion", "renewal", "migration", "one_off"])
    .describe(
      "What it pays: the begin of a subscription, the end of a trial, a further period, a change of plan, or a single thing.",
    ),
  iteration: z.int().nullable().describe("The period that it pays, from 1; null for what has no periods."),
  transaction_id: idField("transaction").nullable().describe("Null where no money was asked for."),
  provider,
  provider_transaction_id: text.nullable().describe("Its name there."),
  price: moneyResource.describe("What the order asks for."),
  amount: moneyResource.describe("What was asked for this time: retries may ask for a part."),
  retry_step: z
    .int()
    .nullable()
    .describe("Which retry it was; null for the first try and for payments made elsewhere."),
  occurred_at: instant.describe("The provider's time."),
};

export const orderSettled = z.strictObject(payment);

export const orderDeclined = z.strictObject({
  ...payment,
  decline_code: text.nullable().describe("The provider's word."),
});

const refunded = {
  transaction_id: idField("transaction"),
  ...order,
  provider,
  provider_transaction_id: text.nullable().describe("The name of the refund there."),
  amount_refunded: moneyResource,
  kept_access: z.boolean().describe("Whether the customer keeps what was bought."),
  occurred_at: instant.describe("The provider's time."),
};

export const refundSettled = z.strictObject(refunded);

export const disputeOpened = z.strictObject({
  dispute_id: idField("dispute"),
  ...order,
  psp_dispute_id: text.describe("Its name at the provider."),
  processor: provider,
  amount: moneyResource,
  reason: text.nullable().describe("The bank's word."),
  occurred_at: instant.describe("The provider's time."),
});

export const oneoff = z.strictObject({
  order_id: idField("order"),
  ...purchaseFields,
  price: moneyResource,
});
