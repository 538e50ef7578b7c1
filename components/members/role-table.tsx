import clsx from "clsx";
import { Check } from "@/components/ui/icons";
import { permissions, type Role, roleCan, roles } from "@/lib/core/permissions";
import { roleName } from "./role-words";

type Entry = [keyof typeof permissions, { words: string }];

// Object.entries forgets the literal keys of the table.
const entries = Object.entries(permissions) as Entry[];

/** The permission table itself, in plain words. */
export function RoleTable({ own }: { own: Role }) {
  return (
    <>
      <table className="table table-fixed border-t border-border max-md:hidden">
        <caption className="sr-only">What each role may do</caption>
        <thead>
          <tr>
            <th scope="col">Permission</th>
            {roles.map((role) => (
              <th
                key={role}
                scope="col"
                className={clsx("w-24 !text-center", role === own && "!bg-active !text-text")}
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
              <td className="!whitespace-normal">{words}</td>
              {roles.map((role) => (
                <td key={role} className={clsx("!px-1 text-center", role === own && "bg-hover")}>
                  <Answer yes={roleCan(role, permission)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="border-t border-border md:hidden">
        {entries.map(([permission, { words }]) => (
          <li key={permission} className="border-b border-border-subtle px-(--gutter) py-2">
            {words}
            <span className="block text-xs text-text-muted">{rolesInWords(permission, own)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Answer({ yes }: { yes: boolean }) {
  if (yes) return <Check role="img" aria-label="yes" className="mx-auto size-3.5 text-green-fg" />;
  return (
    <span className="text-text-muted">
      <span aria-hidden>·</span>
      <span className="sr-only">no</span>
    </span>
  );
}

function rolesInWords(permission: keyof typeof permissions, own: Role): string {
  const able = roles.filter((role) => roleCan(role, permission));
  if (able.length === roles.length) return "Every role";
  return able.map((role) => (role === own ? `${roleName(role)} (you)` : roleName(role))).join(", ");
}
