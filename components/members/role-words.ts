import type { Role } from "@/lib/core/permissions";

/** What a role is for, in the choice of one. */
export const roleWords: Record<Role, string> = {
  owner: "Everything, and creates projects",
  admin: "Everything in this project, members too",
  support: "Customers and funnels",
  growth: "Customers, funnels and the install page",
  developer: "Customers, funnels and the install page",
  viewer: "Looks at customers and funnels, changes nothing",
};

export function roleName(role: Role): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}
