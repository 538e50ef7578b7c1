"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { type Permission, permissions, type Role, roleCan } from "@/lib/core/permissions";

/** What a key may do, in plain words. What one's own role may not do stays visible, and why. */
export function ScopeChoice({
  scopes,
  role,
  chosen,
  error,
  onChoose,
}: {
  scopes: Permission[];
  role: Role;
  chosen: Permission[];
  error?: string;
  onChoose: (chosen: Permission[]) => void;
}) {
  const own = scopes.filter((scope) => roleCan(role, scope));
  const isAll = own.every((scope) => chosen.includes(scope));
  return (
    <fieldset aria-describedby={error ? "scopes-error" : undefined}>
      <legend className="mb-1 flex w-full items-center text-xs font-medium text-text-secondary">
        What it may do
        <button
          type="button"
          onClick={() => onChoose(isAll ? [] : own)}
          className="ms-auto rounded-xs px-1 text-accent-text hover:underline"
        >
          {isAll ? "None" : "All"}
        </button>
      </legend>
      <div className="grid max-h-72 overflow-auto rounded-lg border border-border py-1">
        {scopes.map((scope) => {
          const isOwn = roleCan(role, scope);
          return (
            <label
              key={scope}
              htmlFor={`scope-${scope}`}
              className="flex items-baseline gap-2.5 px-3 py-1.5 not-has-disabled:cursor-pointer not-has-disabled:hover:bg-hover"
            >
              <Checkbox
                id={`scope-${scope}`}
                className="relative top-0.5"
                checked={chosen.includes(scope)}
                disabled={!isOwn}
                onChange={(event) =>
                  onChoose(
                    event.target.checked ? [...chosen, scope] : chosen.filter((each) => each !== scope),
                  )
                }
              />
              <span className="min-w-0">
                <code className="mono block text-xs">{scope}</code>
                <span className="block text-xs text-text-muted">
                  {permissions[scope].words}
                  {!isOwn && `. Your own role, ${role}, cannot`}
                </span>
              </span>
            </label>
          );
        })}
      </div>
      {error && (
        <p id="scopes-error" className="mt-1 text-xs text-red-fg">
          {error}
        </p>
      )}
    </fieldset>
  );
}
