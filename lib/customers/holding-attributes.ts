import type { attributes } from "../../db/schema/attributes";

type Row = Pick<typeof attributes.$inferSelect, "key" | "source" | "updatedAt">;

/** Of the rows of a customer's profiles the one that holds for each key: what a person or a backend set, else the newest. */
export function holdingAttributes<R extends Row>(rows: readonly R[]): Map<string, R> {
  const holding = new Map<string, R>();
  for (const row of rows) {
    const other = holding.get(row.key);
    if (!other || isOver(row, other)) holding.set(row.key, row);
  }
  return holding;
}

function isOver(row: Row, other: Row): boolean {
  const isSaid = (each: Row) => each.source !== "funnel";
  if (isSaid(row) !== isSaid(other)) return isSaid(row);
  return row.updatedAt > other.updatedAt;
}
