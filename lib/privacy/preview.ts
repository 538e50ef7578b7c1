import type { Transaction } from "../../db/client";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Customer } from "../customers/customer";
import { countRows } from "./person-rows";
import { personalTables } from "./register";

/** Counting stops there, so that one busy profile holds up nobody. */
export const mostCounted = 10_000;

/** Rows by the words of their table. */
export type Counts = Record<string, number>;
export type Preview = { goes: Counts; stays: Counts };

/** What an erasure would do, in numbers. Copies for looking up and our own work are not counted. */
export async function previewErasure(ctx: Ctx, customer: Pick<Customer, "profileIds">): Promise<Preview> {
  return read(ctx, async (tx) => sorted(await countPerson(tx, ctx, customer.profileIds)));
}

export async function countPerson(
  tx: Transaction,
  { projectId }: Pick<Ctx, "projectId">,
  profileIds: readonly string[],
): Promise<Counts> {
  const counts: Counts = {};
  for (const entry of personalTables) {
    if (!entry.isExported) continue;
    const count = await countRows(tx, entry, { projectId, profileIds }, mostCounted);
    if (count > 0) counts[entry.words] = count;
  }
  return counts;
}

/** Tells what goes from what stays without a name. */
export function sorted(counts: Counts): Preview {
  const preview: Preview = { goes: {}, stays: {} };
  for (const { words, erasure } of personalTables.toReversed()) {
    const count = counts[words];
    if (count === undefined) continue;
    if (erasure.rows === "deleted") preview.goes[words] = count;
    else preview.stays[words] = count;
  }
  return preview;
}
