import { deriveId } from "../core/ids";
import type { Role } from "../core/permissions";

export type DemoPerson = { id: string; email: string; name: string; note: string };
export type DemoUser = DemoPerson & { role: Role };

/** The people whom the demo's OpenID provider offers, one for each role. */
export const demoUsers: readonly DemoUser[] = [
  { id: "anna", email: "anna.kovac@nightleaf.example", name: "Anna Kovač", role: "owner", note: "Owner" },
  { id: "arjun", email: "arjun.mehta@nightleaf.example", name: "Arjun Mehta", role: "admin", note: "Admin" },
  {
    id: "ines",
    email: "ines.alonso@nightleaf.example",
    name: "Ines Alonso",
    role: "support",
    note: "Support",
  },
  { id: "grace", email: "grace.obi@nightleaf.example", name: "Grace Obi", role: "growth", note: "Growth" },
  {
    id: "dmitri",
    email: "dmitri.berg@nightleaf.example",
    name: "Dmitri Berg",
    role: "developer",
    note: "Developer",
  },
  { id: "vera", email: "vera.lund@nightleaf.example", name: "Vera Lund", role: "viewer", note: "Viewer" },
];

/** Someone who can sign in and is a member of nothing. */
export const demoStranger: DemoPerson = {
  id: "sam",
  email: "sam.stranger@elsewhere.example",
  name: "Sam Stranger",
  note: "In no project",
};

/** The id under which the demo keeps a person. */
export function demoUserId(user: DemoPerson): string {
  return deriveId("demo user", user.id);
}

export function demoUserIdOf(role: Role): string {
  const user = demoUsers.find((known) => known.role === role);
  if (!user) throw new Error(`The demo has nobody with the role ${role}`);
  return demoUserId(user);
}
