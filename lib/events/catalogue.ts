/** Facts that endpoints can subscribe to, in the spelling that receivers know. */
export const eventTypes = [
  "profile.created",
  "profile.updated",
  "onboarding.started",
  "onboarding.completed",
  "consent.updated",
  "attributes.updated",
] as const;

export type EventType = (typeof eventTypes)[number];
