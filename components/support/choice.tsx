import type { ReactNode } from "react";

/** One of two or three ways, each a line that can be pressed. */
export function Choice<Value extends string>({
  legend,
  name,
  value,
  options,
  onChange,
}: {
  legend: string;
  name: string;
  value: Value;
  options: { value: Value; label: ReactNode; beside?: ReactNode }[];
  onChange: (value: Value) => void;
}) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-xs font-medium text-text-secondary">{legend}</legend>
      {options.map((option) => (
        <div
          key={option.value}
          className="flex min-h-10 items-center gap-2.5 rounded-lg border border-border px-3 py-1.5 has-[input[type=radio]:checked]:border-accent has-[input[type=radio]:checked]:bg-selected"
        >
          <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-2.5">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
              className="size-3.5 flex-none accent-accent"
            />
            <span className="min-w-0">{option.label}</span>
          </label>
          {value === option.value && option.beside}
        </div>
      ))}
    </fieldset>
  );
}
