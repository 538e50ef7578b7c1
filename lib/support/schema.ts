import { z } from "zod";
import { idOf, line } from "../core/inputs";
import { moneyInput } from "../core/money-fields";
import { supportActionFields } from "../support-actions/schema";
import { strategies } from "./situation";

/** Offered by the dialogs; any other text may be given by API. */
export const reasons = [
  "Asked by the customer",
  "Charged by mistake",
  "Did not use it",
  "Technical problem",
  "Goodwill",
  "Suspected fraud",
] as const;

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

export const pauseInput = z
  .strictObject({
    ...onSubscription,
    days: days.optional(),
    /** Null is open-ended: it lasts until someone resumes it. */
    until: moment.nullable().optional(),
  })
  .refine(({ days, until }) => (days === undefined) !== (until === undefined), {
    path: ["until"],
    message: "Name days, or until when; null for an open end",
  });

export const deferInput = z
  .strictObject({ ...onSubscription, days: days.optional(), until: moment.optional() })
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
  z.strictObject({
    kind: z.literal("pause"),
    days: days.optional(),
    until: moment.nullable().optional(),
  }),
  z.strictObject({ kind: z.literal("defer"), days: days.optional(), until: moment.optional() }),
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
