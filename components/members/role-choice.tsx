"use client";

import type { Role } from "@/lib/core/permissions";
import { roleName, roleWords } from "./role-words";

export function RoleChoice({
  legend,
  choices,
  chosen,
  onChoose,
}: {
  legend: string;
  choices: Role[];
  chosen: Role;
  onChoose: (role: Role) => void;
}) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 text-xs font-medium text-text-secondary">{legend}</legend>
      {choices.map((role) => (
        <label
          key={role}
          className="flex cursor-pointer items-baseline gap-2.5 rounded-lg border border-border px-3 py-2 has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-ring"
        >
          <input
            type="radio"
            name="role"
            value={role}
            checked={role === chosen}
            onChange={() => onChoose(role)}
            className="accent-(--color-accent) outline-none"
          />
          <span>
            <span className="block font-medium">{roleName(role)}</span>
            <span className="block text-xs text-text-muted">{roleWords[role]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
