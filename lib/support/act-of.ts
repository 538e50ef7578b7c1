import { addDays } from "../billing/dates";
import { AppError } from "../core/errors";
import type { Act, Situation } from "./situation";

type Asked =
  | { kind: "pause"; days?: number | undefined; until?: Date | null | undefined }
  | { kind: "defer"; days?: number | undefined; until?: Date | undefined };

/** Days are counted from now for a pause, and from the end of the period for a deferral. */
export function actOf({ row, now }: Situation, { kind, days, until }: Asked): Act {
  if (kind === "pause") {
    if (days === undefined && until === undefined)
      throw noEnd("Name days, or until when; null for an open end");
    return { kind, until: days === undefined ? (until ?? null) : addDays(now, days) };
  }
  if (days === undefined && !until) throw noEnd("Name days, or until when");
  return { kind, until: until ?? addDays(row.periodEnd ?? now, days ?? 0) };
}

function noEnd(message: string): AppError {
  return new AppError("invalid", `${message}.`, { until: message });
}
