import { z } from "zod";
import { idOf, line } from "../core/inputs";
import { moneyInput } from "../core/money-fields";
import { instantCursor } from "../core/page";

/** The choices over a customer's transactions. */
export const transactionShows = ["all", "settled", "declined", "refunds", "disputes"] as const;
export type TransactionShow = (typeof transactionShows)[number];

/** What the address of a customer's transactions may say. Anything else is read as the newest page of all. */
export const transactionsSearch = z.object({
  show: z.enum(transactionShows).catch("all"),
  /** The shown id of the transaction or the order whose facts are open. */
  open: z
    .string()
    .regex(/^(txn|ord)_[0-9a-z]{26}$/)
    .optional()
    .catch(undefined),
  cursor: instantCursor,
});
export type TransactionsSearch = z.output<typeof transactionsSearch>;

/** The filters over the latest payments of a project. */
export const paymentFilters = ["all", "failed", "refunded", "disputed"] as const;
export type PaymentFilter = (typeof paymentFilters)[number];

/** Who may have taken a payment that is recorded after the fact. The sandbox keeps its own books. */
export const outsideProviders = ["stripe", "paypal", "revenuecat", "adapty"] as const;

const providerId = line(255);
const paidAmount = moneyInput.refine(({ minor }) => minor > 0n, {
  path: ["amount"],
  message: "Write an amount above zero",
});
const past = z.iso
  .datetime({ offset: true, message: "Write a time as ISO 8601, such as 2026-08-10T07:10:00Z" })
  .transform((text) => new Date(text));

/** A payment that was made elsewhere, or that went back there. */
export const recordPaymentInput = z
  .strictObject({
    customer: idOf("profile"),
    kind: z.enum(["charge", "refund"]).default("charge"),
    status: z.enum(["succeeded", "declined"]).default("succeeded"),
    provider: z.enum(outsideProviders),
    providerTransactionId: providerId,
    /** Of a refund: the provider's id of the payment that it gives back. */
    refundOf: providerId.optional(),
    amount: paidAmount,
    /** The provider's time. */
    occurredAt: past,
    session: idOf("session").optional(),
    method: z
      .strictObject({
        brand: line(40).optional(),
        lastFour: z
          .string()
          .regex(/^[0-9]{4}$/, "Write the last four digits")
          .optional(),
      })
      .default({}),
    declineCode: line(100).optional(),
  })
  .superRefine(({ kind, status, refundOf, declineCode }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (kind === "refund" && !refundOf) refuse("refundOf", "Name the payment that was refunded");
    if (kind === "charge" && refundOf) refuse("refundOf", "Only a refund names another payment");
    if (kind === "refund" && status === "declined") refuse("status", "Record refunds that were made");
    if (status === "succeeded" && declineCode) refuse("declineCode", "Only what was declined has a code");
  });

export const openDisputeInput = z.strictObject({
  provider: z.enum(outsideProviders),
  providerDisputeId: providerId,
  /** The provider's id of the payment that is contested. */
  payment: providerId,
  amount: paidAmount,
  reason: line(256).optional(),
  openedAt: past,
  /** Until when the provider takes an answer. */
  dueAt: past.optional(),
});

export const closeDisputeInput = z.strictObject({
  dispute: idOf("dispute"),
  outcome: z.enum(["won", "lost"]),
  closedAt: past,
});
