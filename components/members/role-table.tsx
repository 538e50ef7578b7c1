import clsx from "clsx";
import { Check } from "lucide-react";
import { permissions, type Role, roleCan, roles } from "@/lib/core/permissions";
import { roleName } from "./role-words";

type Entry = [keyof typeof permissions, { words: string }];

/** The permission table itself, in plain words. */
export function RoleTable({ own }: { own: Role }) {
  // Object.entries forgets the literal keys of the table.
  const entries = Object.entries(permissions) as Entry[];
  return (
    <section aria-label="What each role may do" className="overflow-x-auto border-t border-border">
      <table className="table min-w-168 table-fixed">
        <thead>
          <tr>
            <th scope="col" className="sticky start-0 z-2 max-sm:w-44">
              Permission
            </th>
            {roles.map((role) => (
              <th
                key={role}
                scope="col"
                className={clsx("w-24 !text-center max-sm:w-20", role === own && "!bg-active !text-text")}
              >
                {roleName(role)}
                {role === own && <span className="sr-only"> (your role)</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(([permission, { words }]) => (
            <tr key={permission}>
              <td className="sticky start-0 z-1 bg-surface !whitespace-normal">{words}</td>
              {roles.map((role) => (
                <td key={role} className={clsx("!px-1 text-center", role === own && "bg-hover")}>
                  {roleCan(role, permission) ? (
                    <Check role="img" aria-label="yes" className="mx-auto size-3.5 text-green-fg" />
                  ) : (
                    <span className="text-text-muted">
                      <span aria-hidden>·</span>
                      <span className="sr-only">no</span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
