import { dunnings, phases } from "../../db/schema/subscriptions";
import type { Facts } from "../billing/facts";
import { isRunning, type Status, statuses } from "../billing/statuses";

/** Which sets of statuses: whatever is named must hold, and an empty list asks nothing. */
export type StatusFilter = {
  allOf: Status[];
  anyOf: Status[];
  noneOf: Status[];
  /** These and no others. */
  exactly: Status[];
};

/** The facts that statuses follow from. Every subscription stands in one. */
export type Cell = Pick<Facts, "phase" | "autoRenew" | "dunning"> & { isPaused: boolean };

const yesAndNo = [true, false];

/** Those that can be: what has not begun or is over is neither paused nor in trouble, and what is paused in none. */
export const cells: readonly Cell[] = phases
  .flatMap((phase) => yesAndNo.map((autoRenew) => ({ phase, autoRenew })))
  .flatMap((cell) => yesAndNo.map((isPaused) => ({ ...cell, isPaused })))
  .flatMap((cell) => dunnings.map((dunning) => ({ ...cell, dunning })))
  .filter((cell) => (isRunning(cell) ? !cell.isPaused || cell.dunning === "none" : isAtRest(cell)));

function isAtRest({ isPaused, dunning }: Cell): boolean {
  return !isPaused && dunning === "none";
}

/** The cells whose statuses a filter asks for. Null where it asks for nothing. */
export function cellsOf(filters: readonly StatusFilter[]): Cell[] | null {
  const asked = filters.filter((filter) => Object.values(filter).some((names) => names.length > 0));
  if (asked.length === 0) return null;
  return cells.filter((cell) => {
    const held = statusesOf(cell);
    return asked.every((filter) => fits(held, filter));
  });
}

export function statusesOf({ isPaused, ...cell }: Cell): Status[] {
  return statuses({ ...cell, pausedAt: isPaused ? new Date(0) : null });
}

export function fits(held: readonly Status[], { allOf, anyOf, noneOf, exactly }: StatusFilter): boolean {
  const holds = (status: Status) => held.includes(status);
  const isExact = exactly.length === 0 || (exactly.every(holds) && held.length === new Set(exactly).size);
  return allOf.every(holds) && (anyOf.length === 0 || anyOf.some(holds)) && !noneOf.some(holds) && isExact;
}
