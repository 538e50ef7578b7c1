/** Facts that endpoints can subscribe to, in the spelling that receivers know. */
export const eventTypes = [
  "profile.created",
  "profile.updated",
  "profile.merged",
  "profile.unmerged",
  "profile.erased",
  "onboarding.started",
  "onboarding.completed",
  "consent.updated",
  "attributes.updated",
  "note.created",
] as const;

export type EventType = (typeof eventTypes)[number];
