import { z } from "zod";
import { emailAddress, idOf, line } from "../core/inputs";

export const userIdLimit = 255;
export const maxBlockedIds = 100;

const userId = line(userIdLimit);
/** In bytes, since an index holds no longer ones. */
const appUserId = line(1500).refine((text) => Buffer.byteLength(text) <= 1500, "Use at most 1,500 bytes");
const reason = line(500).nullish();

/** `seen` is what the editor had on the screen: where something else stands by now, nothing is overwritten unseen. */
export const updateCustomerInput = z.strictObject({
  customer: idOf("profile"),
  email: emailAddress.optional(),
  userId: userId.optional(),
  seen: z.strictObject({ email: z.string().nullish(), userId: z.string().nullish() }).optional(),
});

/** `keep` says per field whose value is shown: that of `customer` or of `other`; the older one's unless told. */
export const mergeCustomersInput = z.strictObject({
  customer: idOf("profile"),
  other: idOf("profile"),
  keep: z
    .strictObject({
      email: z.enum(["customer", "other"]).optional(),
      userId: z.enum(["customer", "other"]).optional(),
    })
    .default({}),
  samePerson: z.boolean().default(false),
  reason,
  rule: z.enum(["picked", "suggested"]).default("picked"),
});

export const unmergeCustomersInput = z.strictObject({ merge: idOf("merge"), reason });

export const duplicateDecisionInput = z.strictObject({
  customer: idOf("profile"),
  other: idOf("profile"),
});

/** `current` is the id that the app has used until now, of whatever kind; `appUserId` the one it uses from now on. */
export const identifyCustomerInput = z.strictObject({
  current: z.string().min(1).max(1500),
  appUserId,
});

export const addAliasInput = z.strictObject({ customer: idOf("profile"), appUserId });

export const blockIdInput = z.strictObject({ value: appUserId, reason: line(200).nullish() });
export const unblockIdInput = z.strictObject({ value: appUserId });
