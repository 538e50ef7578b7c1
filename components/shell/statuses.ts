import type { Hue } from "@/components/ui/hue";

export type Status = { word: string; hue: Hue; meaning: string; loud?: boolean; hollow?: boolean };

const subscription: Record<string, Status> = {
  INTRO: { word: "Trial", hue: "blue", meaning: "In the trial period" },
  UPCOMING: { word: "Upcoming", hue: "violet", meaning: "Starts when the current plan ends" },
  RECURRING: { word: "Active", hue: "green", meaning: "Paid and renewing" },
  AUTORENEW_OFF: { word: "Ends soon", hue: "grey", meaning: "Will not renew", hollow: true },
  PAUSED: { word: "Paused", hue: "amber", meaning: "No access while paused", loud: true },
  GRACE: { word: "Grace", hue: "orange", meaning: "Payment failed, access still on", loud: true },
  RETRY: { word: "Retrying", hue: "red", meaning: "Payment failed, charge is being retried", loud: true },
  EXPIRED: { word: "Expired", hue: "grey", meaning: "Ended" },
};

const payment: Record<string, Status> = {
  settled: { word: "Settled", hue: "green", meaning: "The money has arrived" },
  authorized: { word: "Authorised", hue: "blue", meaning: "Reserved, not yet taken" },
  pending: { word: "Pending", hue: "grey", meaning: "The provider has not answered for good" },
  declined: { word: "Declined", hue: "red", meaning: "The bank or the provider refused", loud: true },
  refunded: { word: "Refunded", hue: "violet", meaning: "All of it was given back" },
  partly_refunded: { word: "Partly refunded", hue: "violet", meaning: "A part was given back" },
  dispute_lost: { word: "Lost in dispute", hue: "red", meaning: "The bank gave it back to the payer" },
  disputed: { word: "Disputed", hue: "orange", meaning: "The payer asks the bank for the money", loud: true },
};

const delivery: Record<string, Status> = {
  delivered: { word: "Delivered", hue: "green", meaning: "The endpoint answered with success" },
  pending: { word: "Pending", hue: "grey", meaning: "Waits for its first attempt" },
  retrying: { word: "Retrying", hue: "amber", meaning: "Failed, will be tried again", loud: true },
  failed: {
    word: "Failed",
    hue: "red",
    meaning: "Failed for good; it can be sent again by hand",
    loud: true,
  },
  skipped: { word: "Skipped", hue: "grey", meaning: "Not sent: the endpoint did not ask for it" },
};

const key: Record<string, Status> = {
  working: { word: "Works", hue: "green", meaning: "Whoever sends it is let in" },
  ending: { word: "Ending", hue: "amber", meaning: "It has a successor and works until it ends", loud: true },
  expired: { word: "Ended", hue: "grey", meaning: "Its time was over", hollow: true },
  revoked: { word: "Revoked", hue: "grey", meaning: "Someone ended it", hollow: true },
};

const inbound: Record<string, Status> = {
  waiting: { word: "Waiting", hue: "blue", meaning: "Stored, and processed in its turn" },
  retrying: {
    word: "Retrying",
    hue: "amber",
    meaning: "Something that it needs has not come yet",
    loud: true,
  },
  processed: { word: "Processed", hue: "green", meaning: "What it said holds here" },
  ignored: {
    word: "Ignored",
    hue: "grey",
    meaning: "Kept; nothing of its kind changes anything",
    hollow: true,
  },
  parked: { word: "Parked", hue: "red", meaning: "Someone must mend something first", loud: true },
};

const reprocess: Record<string, Status> = {
  counting: { word: "Dry run", hue: "blue", meaning: "What would change is being counted" },
  ready: { word: "Not applied", hue: "grey", meaning: "It is known what would change", hollow: true },
  applying: { word: "Applying", hue: "blue", meaning: "The events are being read anew" },
  done: { word: "Applied", hue: "green", meaning: "Everything is as if the events had always been read so" },
  failed: { word: "Stopped", hue: "red", meaning: "It could not be finished", loud: true },
};

export const statuses = { key, subscription, payment, delivery, inbound, reprocess };

export type StatusKind = keyof typeof statuses;
