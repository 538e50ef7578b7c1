import type { Facts, Running } from "./facts";

export const statusNames = [
  "INTRO",
  "UPCOMING",
  "RECURRING",
  "AUTORENEW_OFF",
  "PAUSED",
  "GRACE",
  "RETRY",
  "EXPIRED",
] as const;
export type Status = (typeof statusNames)[number];

const phaseStatus = {
  intro: "INTRO",
  upcoming: "UPCOMING",
  recurring: "RECURRING",
  expired: "EXPIRED",
} as const;

type Held = Pick<Facts, "phase" | "autoRenew" | "pausedAt" | "dunning">;

/** All that hold at once. While there is grace, the charge is tried again too. */
export function statuses(facts: Held): Status[] {
  const held: Status[] = [phaseStatus[facts.phase]];
  if (!isRunning(facts)) return held;
  if (!facts.autoRenew) held.push("AUTORENEW_OFF");
  if (facts.pausedAt) held.push("PAUSED");
  if (facts.dunning === "grace") held.push("GRACE");
  if (facts.dunning !== "none") held.push("RETRY");
  return held;
}

const priority: readonly Status[] = [
  "EXPIRED",
  "PAUSED",
  "GRACE",
  "RETRY",
  "AUTORENEW_OFF",
  "INTRO",
  "RECURRING",
  "UPCOMING",
];

/** The one to show where there is room for one. */
export function mainStatus(facts: Held): Status {
  const held = statuses(facts);
  return priority.find((status) => held.includes(status)) ?? "EXPIRED";
}

/** Whether it gives access. */
export function isActive(facts: Held): boolean {
  return isRunning(facts) && !facts.pausedAt && facts.dunning !== "retry";
}

export function isRunning<F extends Pick<Facts, "phase">>(facts: F): facts is F & Running {
  return facts.phase === "intro" || facts.phase === "recurring";
}
