import { z } from "zod";
import { AppError, isAppError } from "./errors";
import { isUuid } from "./ids";

/** A place in a list: the sort value and the id of the row next to it. `before` walks towards the start. */
export type Cursor = { direction: "after" | "before"; value: string; id: string };

/** `nextCursor` and `previousCursor` are null where the list ends. */
export type Page<Row> = { rows: Row[]; nextCursor: string | null; previousCursor: string | null };

const cursorShape = z.tuple([z.enum(["a", "b"]), z.string().max(64), z.string().refine(isUuid)]);

export function showCursor(cursor: Cursor): string {
  return Buffer.from(
    JSON.stringify([cursor.direction === "after" ? "a" : "b", cursor.value, cursor.id]),
  ).toString("base64url");
}

/** Anything but a cursor that `showCursor` made is `invalid`. */
export function parseCursor(text: string): Cursor {
  const parsed = cursorShape.safeParse(decoded(text));
  if (!parsed.success) throw damagedCursor();
  const [direction, value, id] = parsed.data;
  return { direction: direction === "a" ? "after" : "before", value, id };
}

/** The time at which a cursor of a list in order of time stands. */
export function cursorInstant(cursor: Cursor): Date {
  const at = new Date(cursor.value);
  // Beyond four digits the database and JavaScript write years differently, and the database knows no year 0.
  const isPlain = !Number.isNaN(at.getTime()) && /^(?!0000)[0-9]{4}-/.test(cursor.value);
  if (!isPlain || at.toISOString() !== cursor.value) throw damagedCursor();
  return at;
}

/** A cursor from an address bar, for lists in order of time. A damaged one is read as none: the list begins anew. */
export const instantCursor = z.string().refine(isInstantCursor).optional().catch(undefined);

/** The same for lists in the order of their ids. */
export const idCursor = z
  .string()
  .refine((text) => cursorShape.safeParse(decoded(text)).success)
  .optional()
  .catch(undefined);

/** A page of rows that stand in the order of their ids, the newest first. */
export function idPageOf<Row extends { id: string }>(
  found: Row[],
  limit: number,
  cursor: Cursor | null,
): Page<Row> {
  return pageOf(found, limit, cursor, ({ id }) => ({ value: "", id }));
}

/** Turns `limit + 1` rows in walking order into a page in list order. */
export function pageOf<Row>(
  found: Row[],
  limit: number,
  cursor: Cursor | null,
  place: (row: Row) => { value: string; id: string },
): Page<Row> {
  const hasMore = found.length > limit;
  const rows = found.slice(0, limit);
  const isBackwards = cursor?.direction === "before";
  if (isBackwards) rows.reverse();
  const first = rows[0];
  const last = rows.at(-1);
  const hasPrevious = isBackwards ? hasMore : cursor !== null;
  const hasNext = isBackwards ? true : hasMore;
  return {
    rows,
    nextCursor: last && hasNext ? showCursor({ direction: "after", ...place(last) }) : null,
    previousCursor: first && hasPrevious ? showCursor({ direction: "before", ...place(first) }) : null,
  };
}

function isInstantCursor(text: string): boolean {
  try {
    cursorInstant(parseCursor(text));
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}

function damagedCursor(): AppError {
  return new AppError("invalid", "This page link is damaged. Open the list again.", {
    cursor: "Not a cursor of this list",
  });
}

function decoded(text: string): unknown {
  if (text.length > 256) return null;
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
