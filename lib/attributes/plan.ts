import { attributeLimits, attributeTrouble, isFixed, isReserved } from "./rules";

type Standing = { value: string | null; updatedAt: Date };
type Given = { value: string | null; updatedAtMs?: number };

export type AttributeError = { key: string; message: string };
export type AttributeWrite = {
  key: string;
  value: string | null;
  previous: string | null;
  updatedAt: Date;
};

/**
 * What to write for the attributes given, over those that stand, and what is wrong with the others. A value without a time
 * is newer than everything; one that says an old time is left out, and one from the future counts as said now.
 */
export function planAttributes(
  standing: ReadonlyMap<string, Standing>,
  given: Readonly<Record<string, Given>>,
  now: Date,
): { writes: AttributeWrite[]; errors: AttributeError[] } {
  const writes: AttributeWrite[] = [];
  const errors: AttributeError[] = [];
  let custom = [...standing].filter(([key, { value }]) => value !== null && !isReserved(key)).length;
  for (const [key, { value: said, updatedAtMs }] of Object.entries(given)) {
    const value = said === "" ? null : said;
    const stands = standing.get(key);
    const previous = stands?.value ?? null;
    const isNew = !isReserved(key) && value !== null && previous === null;
    const message =
      attributeTrouble(key, value) ??
      fixedTrouble(key, value, previous) ??
      (isNew && custom >= attributeLimits.count
        ? `This customer has ${attributeLimits.count} custom attributes already. Delete one first.`
        : null);
    if (message !== null) {
      errors.push({ key, message });
      continue;
    }
    const updatedAt = timeOf(updatedAtMs, stands, now);
    const isLate = stands !== undefined && updatedAt <= stands.updatedAt;
    const isNothing = stands === undefined && value === null;
    if (isLate || isNothing) continue;
    writes.push({ key, value, previous, updatedAt });
    if (isNew) custom += 1;
    else if (value === null && previous !== null && !isReserved(key)) custom -= 1;
  }
  return { writes, errors };
}

/** Deleted keys that are remembered per profile. */
export const mostDeleted = 200;

/**
 * Keys of a profile that were deleted so long ago that nothing needs to know it any more: others were deleted since, and no
 * joined profile has a value that the deletion hides.
 */
export function spareDeletions(
  rows: readonly { profileId: string; key: string; value: string | null; updatedAt: Date }[],
  profileId: string,
): string[] {
  const hidden = new Set(
    rows.filter((row) => row.profileId !== profileId && row.value !== null).map(({ key }) => key),
  );
  return rows
    .filter((row) => row.profileId === profileId && row.value === null)
    .toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
    .slice(mostDeleted)
    .map(({ key }) => key)
    .filter((key) => !hidden.has(key));
}

function fixedTrouble(key: string, value: string | null, previous: string | null): string | null {
  if (!isFixed(key) || previous === null || value === previous) return null;
  return "Value cannot be changed once it is set.";
}

function timeOf(updatedAtMs: number | undefined, stands: Standing | undefined, now: Date): Date {
  if (updatedAtMs !== undefined) return new Date(Math.min(updatedAtMs, now.getTime()));
  return new Date(Math.max(now.getTime(), stands ? stands.updatedAt.getTime() + 1 : 0));
}
