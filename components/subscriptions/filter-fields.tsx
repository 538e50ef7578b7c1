import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const id = "subscription-filter-field";

export function Many({
  label,
  name,
  isPaired,
  choices,
  chosen,
}: {
  label: string;
  name: string;
  isPaired?: boolean;
  choices: { value: string; words: string }[];
  chosen: readonly string[];
}) {
  // What the address names stays a choice, so that applying the form does not drop it.
  const unknown = chosen.filter((value) => !choices.some((choice) => choice.value === value));
  const all = [...unknown.map((value) => ({ value, words: value })), ...choices];
  if (all.length === 0) return null;
  return (
    <Choices label={label} isPaired={isPaired}>
      {all.map(({ value, words }) => (
        <Choice key={value} name={name} value={value} isOn={chosen.includes(value)}>
          <bdi className="truncate">{words}</bdi>
        </Choice>
      ))}
    </Choices>
  );
}

export function Choices({
  label,
  head,
  isPaired,
  children,
}: {
  label: string;
  head?: ReactNode;
  isPaired?: boolean;
  children: ReactNode;
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-text-secondary">{label}</legend>
      {head}
      <div
        className={`grid max-h-48 overflow-y-auto rounded-md border border-border-subtle p-1 ${isPaired ? "grid-cols-2" : ""}`}
      >
        {children}
      </div>
    </fieldset>
  );
}

export function Choice({
  name,
  value,
  isOn,
  children,
}: {
  name: string;
  value: string;
  isOn: boolean;
  children: ReactNode;
}) {
  const own = `${id}-${name}-${value}`;
  return (
    <label htmlFor={own} className="flex min-h-7 min-w-0 items-center gap-2 rounded-xs px-1.5 hover:bg-hover">
      <Checkbox id={own} name={name} value={value} defaultChecked={isOn} />
      {children}
    </label>
  );
}

export function Span({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <span aria-hidden className="text-xs font-medium text-text-secondary">
        {label}
      </span>
      {children}
    </div>
  );
}

export function Between({
  label,
  name,
  type,
  inputMode,
  from,
  to,
}: {
  label: string;
  name: string;
  type?: "date";
  inputMode?: "numeric" | "decimal";
  from: string | number | null;
  to: string | number | null;
}) {
  const shared = { type, inputMode, autoComplete: "off", maxLength: 18 };
  return (
    <div className="grid grid-cols-2 gap-2">
      <Field id={`${id}-${name}-from`} label={`${label} from${type ? " (UTC)" : ""}`}>
        {(control) => <Input {...control} {...shared} name={`${name}-from`} defaultValue={from ?? ""} />}
      </Field>
      <Field id={`${id}-${name}-to`} label="to">
        {(control) => (
          <Input
            {...control}
            {...shared}
            aria-label={`${label} to`}
            name={`${name}-to`}
            defaultValue={to ?? ""}
          />
        )}
      </Field>
    </div>
  );
}

export function Text({
  name,
  label,
  placeholder,
  value,
  most,
}: {
  name: string;
  label: string;
  placeholder: string;
  value: string | null;
  most: number;
}) {
  return (
    <Field id={`${id}-${name}`} label={label}>
      {(control) => (
        <Input
          {...control}
          name={name}
          placeholder={placeholder}
          defaultValue={value ?? ""}
          maxLength={most}
          autoComplete="off"
        />
      )}
    </Field>
  );
}
