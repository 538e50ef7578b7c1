import type { Transaction } from "../../db/client";
import type { Ctx } from "../core/ctx";
import { findId } from "../core/ids";
import { cursorInstant, parseCursor } from "../core/page";
import type { Customer } from "../customers/customer";
import { timeOf } from "./item";
import type { TimelineKind, TimelineSearch } from "./schema";
import type { WholeItem } from "./source";
import { sourcesOf } from "./sources";

/** Where a page stands in the list: how many rows to read on either side of a place, and what is known to lie beyond. */
export type Place = {
  from: { at: Date; id: string } | null;
  newer: number;
  older: number;
  /** Null where that has to be looked up. */
  hasNewer: boolean | null;
  hasOlder: boolean;
  /** The address of the entry at the place, where one was asked for. */
  asked: string | null;
};

type Wanted = Partial<TimelineSearch> & { limit: number };

const rowsAboveEntry = 40;
const noId = "00000000-0000-0000-0000-000000000000";
const dayMs = 86_400_000;

/** The newest rows, unless the address names an entry, a page or a day. */
export async function placeOf(
  tx: Transaction,
  ctx: Ctx,
  customer: Customer,
  { kind = "all", order = "happened", limit, e, cursor, day }: Wanted,
): Promise<Place> {
  const newest = { from: null, newer: 0, older: limit, hasNewer: false, hasOlder: false, asked: null };
  if (e) {
    const entry = await findItem(tx, ctx, customer, e, kind);
    if (!entry) return newest;
    const from = { at: timeOf(entry, order), id: entry.id };
    return { ...newest, from, newer: Math.min(rowsAboveEntry, limit), asked: e };
  }
  if (cursor) {
    const { direction, ...parsed } = parseCursor(cursor);
    const from = { at: cursorInstant({ direction, ...parsed }), id: parsed.id };
    return direction === "after"
      ? { ...newest, from, hasNewer: true }
      : { ...newest, from, newer: limit, older: 0, hasOlder: true };
  }
  if (day) {
    const end = new Date(Date.parse(`${day}T00:00:00Z`) + dayMs);
    return { ...newest, from: { at: end, id: noId }, hasNewer: null };
  }
  return newest;
}

/** The row of this customer behind a shown id, among the sources of a kind. */
export async function findItem(
  tx: Transaction,
  ctx: Ctx,
  customer: Customer,
  address: string,
  kind: TimelineKind = "all",
): Promise<WholeItem | null> {
  for (const source of sourcesOf(kind)) {
    const id = findId(source.idKind, address);
    const found = id && (await source.find(tx, ctx, customer, id));
    if (found) return found;
  }
  return null;
}
