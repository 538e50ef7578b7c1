"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { DurationName, Lasting } from "./access-actions";

const durations: [DurationName, string][] = [
  ["daily", "1 day"],
  ["three_day", "3 days"],
  ["weekly", "1 week"],
  ["two_week", "2 weeks"],
  ["monthly", "1 month"],
  ["two_month", "2 months"],
  ["three_month", "3 months"],
  ["six_month", "6 months"],
  ["yearly", "1 year"],
  ["lifetime", "For life"],
];

export type Chosen = { duration: DurationName | "until"; day: string };
export const firstChoice: Chosen = { duration: "weekly", day: "" };

/** The chosen day lasts until it is over, in UTC. */
export function lastingOf({ duration, day }: Chosen): Lasting {
  if (duration !== "until") return { duration };
  return day === "" ? {} : { until: `${day}T23:59:59Z` };
}

export function LastingFields({
  id,
  label,
  chosen,
  error,
  onChoose,
}: {
  id: string;
  label: string;
  chosen: Chosen;
  error?: string;
  onChoose: (chosen: Chosen) => void;
}) {
  const isDate = chosen.duration === "until";
  return (
    <>
      <Field id={`${id}-duration`} label={label} error={isDate ? undefined : error}>
        {(control) => (
          <Select
            {...control}
            value={chosen.duration}
            // The options below are all there is.
            onChange={(event) => onChoose({ ...chosen, duration: event.target.value as Chosen["duration"] })}
          >
            {durations.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
            <option value="until">Until a date</option>
          </Select>
        )}
      </Field>
      {isDate && (
        <Field
          id={`${id}-day`}
          label="Last day"
          hint="Access ends when this day is over in UTC"
          error={error}
        >
          {(control) => (
            <Input
              {...control}
              type="date"
              value={chosen.day}
              onChange={(event) => onChoose({ ...chosen, day: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
