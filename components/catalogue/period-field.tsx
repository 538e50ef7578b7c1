"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Period, Unit } from "./catalogue-actions";

const units: Unit[] = ["minutes", "days", "weeks", "months", "years"];

/** As typed: the number may be none yet. */
export type TypedPeriod = { count: string; unit: Unit };

export function typedPeriod(period: Period | null | undefined, otherwise: TypedPeriod): TypedPeriod {
  return period ? { count: String(period.count), unit: period.unit } : otherwise;
}

/** Zero where no number was written, which the command refuses with a sentence. */
export function periodOf({ count, unit }: TypedPeriod): Period {
  return { unit, count: /^\d{1,9}$/.test(count.trim()) ? Number(count) : 0 };
}

export function PeriodField({
  id,
  label,
  period,
  error,
  onChange,
}: {
  id: string;
  label: string;
  period: TypedPeriod;
  error?: string;
  onChange: (period: TypedPeriod) => void;
}) {
  return (
    <Field id={id} label={label} error={error}>
      {(control) => (
        <span className="grid grid-cols-2 gap-2">
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            value={period.count}
            onChange={(event) => onChange({ ...period, count: event.target.value })}
          />
          <Select
            aria-label={`Unit of ${label.toLowerCase()}`}
            value={period.unit}
            // The options below are all there is.
            onChange={(event) => onChange({ ...period, unit: event.target.value as Unit })}
          >
            {units.map((unit) => (
              <option key={unit} value={unit}>
                {unit}
              </option>
            ))}
          </Select>
        </span>
      )}
    </Field>
  );
}
