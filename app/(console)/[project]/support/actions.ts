"use server";

import { action } from "@/lib/http/action";
import {
  cancelSubscription,
  chargeSubscription,
  decideCharge,
  deferSubscription,
  discountSubscription,
  migrateSubscription,
  pauseSubscription,
  refundOrder,
  resumeSubscription,
  uncancelSubscription,
  unparkSubscription,
} from "@/lib/support/commands";

const options = { refresh: "/(console)/[project]/customers/[customer]", answers: true } as const;

export const refundAction = action(refundOrder, options);
export const cancelAction = action(cancelSubscription, options);
export const uncancelAction = action(uncancelSubscription, options);
export const pauseAction = action(pauseSubscription, options);
export const resumeAction = action(resumeSubscription, options);
export const deferAction = action(deferSubscription, options);
export const discountAction = action(discountSubscription, options);
export const chargeAction = action(chargeSubscription, options);
export const migrateAction = action(migrateSubscription, options);
export const decideAction = action(decideCharge, options);
export const unparkAction = action(unparkSubscription, options);
