import { createHash } from "node:crypto";
import type { merges } from "../../db/schema/identity";
import type { Profile } from "./customer";

/** Fields of which a customer shows one, though each of the joined profiles may have its own. */
export const contestedFields = ["email", "userId"] as const;
export type ContestedField = (typeof contestedFields)[number];

/** A merge that holds: which profile's value was chosen, and a sum over the value that the canonical profile had then. */
export type ActiveMerge = Pick<
  typeof merges.$inferSelect,
  "id" | "customerId" | "mergedId" | "winners" | "createdAt"
>;

type Identity = Pick<Profile, "id" | "customerId" | "lastSeenAt" | ContestedField>;

/**
 * The profile whose value is shown: the one chosen in the latest merge, unless the canonical profile has got another
 * value since; else the canonical one, else the one seen last that has a value.
 */
export function holderOf<Member extends Identity>(
  field: ContestedField,
  members: readonly Member[],
  active: readonly ActiveMerge[],
): Member | null {
  const canonical = members.find((member) => member.id === member.customerId);
  const latest = active
    .filter(
      (merge) => merge.winners[field] !== undefined && members.some((member) => member.id === merge.mergedId),
    )
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0];
  const winner = latest && winnerIn(members, latest, field);
  if (winner?.[field] && latest?.winners[beatenKey(field)] === valueSum(canonical?.[field] ?? null))
    return winner;
  if (canonical?.[field]) return canonical;
  return (
    members
      .filter((member) => member[field])
      .toSorted((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime())[0] ?? null
  );
}

/** A chosen profile that was taken out since leaves its part to the side that it stood on. */
function winnerIn<Member extends Identity>(
  members: readonly Member[],
  merge: ActiveMerge,
  field: ContestedField,
): Member | undefined {
  const chosen = merge.winners[field];
  const side = chosen === merge.customerId ? merge.customerId : merge.mergedId;
  return members.find((member) => member.id === chosen) ?? members.find((member) => member.id === side);
}

/** Where `winners` keeps the sum over the value that was not chosen, which tells a new value from the old one. */
export function beatenKey(field: ContestedField): string {
  return `${field}_beaten`;
}

export function valueSum(value: string | null): string {
  return value === null ? "none" : createHash("sha256").update(value).digest("base64url").slice(0, 16);
}
