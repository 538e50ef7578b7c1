import { z } from "zod";
import { idOf, line } from "../core/inputs";
import { moneyInput } from "../core/money-fields";
import { instantCursor } from "../core/page";
import { supportActionFields } from "../support-actions/schema";
import { paymentFilters } from "../transactions/schema";
import { strategies } from "./situation";

const acted = {
  ...supportActionFields,
  version: z
    .int()
    .min(1)
    .optional()
    .describe("Of what was shown; where it is another one now, nothing is done: something happened since."),
};
const onSubscription = { ...acted, subscription: idOf("subscription") };

const days = z
  .int("Write a whole number of days")
  .min(1, "Write at least 1")
  .max(3_650, "Write at most 3,650");
const moment = z.iso
  .datetime({ offset: true, message: "Write a time as ISO 8601, such as 2026-08-10T07:10:00Z" })
  .transform((text) => new Date(text));

export const subscriptionInput = z.strictObject(onSubscription);

const pauseFields = {
  days: days.optional().describe("From now."),
  until: moment.nullable().optional().describe("Null is open-ended: it lasts until someone resumes it."),
};
const deferFields = {
  days: days.optional().describe("From the end of the present period."),
  until: moment.optional(),
};

export const pauseInput = z
  .strictObject({ ...onSubscription, ...pauseFields })
  .refine(({ days, until }) => (days === undefined) !== (until === undefined), {
    path: ["until"],
    message: "Name days, or until when; null for an open end",
  });

export const deferInput = z
  .strictObject({ ...onSubscription, ...deferFields })
  .refine(({ days, until }) => (days === undefined) !== (until === undefined), {
    path: ["until"],
    message: "Name days, or until when",
  });

export const discountInput = z.strictObject({
  ...onSubscription,
  percent: z
    .int("Choose a whole percentage from 1 to 100")
    .min(1, "Choose a whole percentage from 1 to 100")
    .max(100, "Choose a whole percentage from 1 to 100"),
  cycles: z
    .int("Choose a number of periods from 1 to 1,000")
    .min(1, "Choose a number of periods from 1 to 1,000")
    .max(1_000, "Choose a number of periods from 1 to 1,000"),
});

export const migrateInput = z.strictObject({
  ...onSubscription,
  pricePoint: line(256),
  strategy: z.enum(strategies),
  /** True refuses where the strategy is impossible; false then begins after the present period. */
  strictMode: z.boolean().default(true),
});

export const refundInput = z.strictObject({
  ...acted,
  order: idOf("order"),
  /** Left out: all that is left of it. */
  amount: moneyInput
    .refine(({ minor }) => minor > 0n, { path: ["amount"], message: "Write an amount above zero" })
    .optional(),
  keepAccess: z.boolean("Say whether access stays"),
});

export const decideInput = z.strictObject({
  ...acted,
  attempt: idOf("attempt"),
  /** What the gateway's own books say. */
  verdict: z.enum(["executed", "not_executed"]),
  /** The gateway's id of it, where it was executed. */
  reference: line(255).optional(),
});

/** What the preview is asked with: an act without the words and keys that only doing it needs. */
export const previewInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("cancel") }),
  z.strictObject({ kind: z.literal("uncancel") }),
  z.strictObject({ kind: z.literal("resume") }),
  z.strictObject({ kind: z.literal("charge_now") }),
  z.strictObject({ kind: z.literal("pause"), ...pauseFields }),
  z.strictObject({ kind: z.literal("defer"), ...deferFields }),
  z.strictObject({
    kind: z.literal("discount"),
    percent: discountInput.shape.percent,
    cycles: discountInput.shape.cycles,
  }),
  z.strictObject({
    kind: z.literal("migrate"),
    pricePoint: migrateInput.shape.pricePoint,
    strategy: migrateInput.shape.strategy,
    strictMode: migrateInput.shape.strictMode,
  }),
]);
export type ActInput = z.output<typeof previewInput>;

export const refundPreviewInput = z.strictObject({
  amount: refundInput.shape.amount,
  keepAccess: refundInput.shape.keepAccess,
});

const { key: _, ...asked } = acted;
const ofRequest = {
  ...asked,
  customer: z
    .string()
    .min(1)
    .max(1_500)
    .optional()
    .describe("Profile id (pro_…), user id or alias. Where it is given, this must be theirs."),
};
const { percent, cycles } = discountInput.shape;
const { pricePoint, strategy, strictMode } = migrateInput.shape;
const { amount, keepAccess } = refundInput.shape;
const { verdict, reference } = decideInput.shape;

/** What requests of the API say besides the address; their Idempotency-Key takes the part of the key. */
export const requestBodies = {
  plain: z.strictObject(ofRequest),
  pause: z.strictObject({ ...ofRequest, ...pauseFields }),
  defer: z.strictObject({ ...ofRequest, ...deferFields }),
  discount: z.strictObject({ ...ofRequest, percent, cycles }),
  migrate: z.strictObject({ ...ofRequest, pricePoint, strategy, strictMode }),
  refund: z.strictObject({ ...ofRequest, amount, keepAccess }),
  decide: z.strictObject({ ...asked, verdict, reference }),
};

/** What the address of the support tool may say. Anything else is read as the newest payments of all. */
export const supportSearch = z.object({
  show: z.enum(paymentFilters).catch("all"),
  /** Above so many whole dollars. */
  above: z.coerce.number().int().min(1).max(10_000_000).optional().catch(undefined),
  cursor: instantCursor,
});
export type SupportSearch = z.output<typeof supportSearch>;
