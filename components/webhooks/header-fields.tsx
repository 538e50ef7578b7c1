"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Plus, X } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";

/** A header of the endpoint's own. A null value is one that is set and stays. */
export type HeaderLine = { key: number; name: string; value: string | null };

export function HeaderFields({
  lines,
  errors,
  isReadOnly,
  onChange,
}: {
  lines: HeaderLine[];
  errors: Record<string, string> | undefined;
  isReadOnly?: boolean;
  onChange: (lines: HeaderLine[]) => void;
}) {
  const set = (key: number, change: Partial<HeaderLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...change } : line)));
  const next = Math.max(0, ...lines.map(({ key }) => key)) + 1;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-text-secondary">
        Headers <span className="font-normal text-text-muted">optional</span>
      </legend>
      <div className="grid gap-2">
        {lines.map((line) => (
          <div key={line.key} className="flex items-start gap-2">
            <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-2">
              <Field
                id={`header-name-${line.key}`}
                label={<span className="sr-only">Header name</span>}
                error={errors?.[`headers.${line.name}`]}
              >
                {(control) => (
                  <Input
                    {...control}
                    placeholder="X-Tenant"
                    value={line.name}
                    readOnly={isReadOnly}
                    maxLength={100}
                    autoComplete="off"
                    spellCheck={false}
                    onChange={(event) => set(line.key, { name: event.target.value })}
                  />
                )}
              </Field>
              <Field id={`header-value-${line.key}`} label={<span className="sr-only">Header value</span>}>
                {(control) => (
                  <Input
                    {...control}
                    placeholder={line.value === null ? "Set; type to replace it" : "Value"}
                    value={line.value ?? ""}
                    readOnly={isReadOnly}
                    maxLength={2000}
                    autoComplete="off"
                    spellCheck={false}
                    onChange={(event) => set(line.key, { value: event.target.value })}
                  />
                )}
              </Field>
            </div>
            {!isReadOnly && (
              <IconButton
                label={`Take out ${line.name || "this header"}`}
                icon={<X aria-hidden />}
                className="mt-1"
                onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
              />
            )}
          </div>
        ))}
        {errors?.headers && <p className="text-xs text-red-fg">{errors.headers}</p>}
        {!isReadOnly && (
          <div>
            <Button
              size="sm"
              icon={<Plus aria-hidden />}
              onClick={() => onChange([...lines, { key: next, name: "", value: "" }])}
            >
              Add a header
            </Button>
          </div>
        )}
      </div>
    </fieldset>
  );
}
