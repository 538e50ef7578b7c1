/** Roles from the most to the least powerful. Nobody grants a role above their own. */
export const roles = ["owner", "admin", "support", "growth", "developer", "viewer"] as const;
export type Role = (typeof roles)[number];

/** Who may do what, and how the members page says it. Commands, pages and buttons all ask this one table. */
export const permissions = {
  "customers:read": {
    words: "See customers, their visits and answers",
    roles: ["owner", "admin", "support", "growth", "developer", "viewer"],
  },
  "customers:write": {
    words: "Change a customer's email, User ID, attributes, tags and consents",
    roles: ["owner", "admin", "support", "growth"],
  },
  "customers:merge": {
    words: "Merge customers and take them apart again",
    roles: ["owner", "admin", "support"],
  },
  "notes:write": {
    words: "Write, edit, pin and delete notes",
    roles: ["owner", "admin", "support", "growth", "developer"],
  },
  "customers:export": {
    words: "Take out everything about one person",
    roles: ["owner", "admin", "support"],
  },
  "customers:erase": { words: "Erase people for good", roles: ["owner", "admin", "support"] },
  "billing:read": {
    words: "See payments, subscriptions, access and what is sold",
    roles: ["owner", "admin", "support", "growth", "developer", "viewer"],
  },
  "billing:refund": {
    words: "Refund payments, and decide about those whose outcome is unclear",
    roles: ["owner", "admin", "support"],
  },
  "subscriptions:write": {
    words: "Cancel, pause, resume, defer, discount, migrate and charge subscriptions",
    roles: ["owner", "admin", "support"],
  },
  "subscriptions:start": {
    words: "Take payments and start subscriptions by API",
    roles: ["owner", "admin", "developer"],
  },
  "access:write": {
    words: "Grant, revoke, extend and transfer access, and choose a customer's offering",
    roles: ["owner", "admin", "support"],
  },
  "billing:export": {
    words: "Take lists of subscriptions and payments out as CSV",
    roles: ["owner", "admin", "support", "growth"],
  },
  "catalogue:write": {
    words: "Create, change and archive products, price points, entitlements and offerings",
    roles: ["owner", "admin", "growth"],
  },
  "billing:operate": {
    words: "Pause charging, choose the retry schedule and move a sandbox's clock",
    roles: ["owner", "admin", "developer"],
  },
  "webhooks:read": {
    words: "See webhook endpoints, what was sent to them and what they answered",
    roles: ["owner", "admin", "support", "growth", "developer"],
  },
  "webhooks:send": {
    words: "Send webhook events again, one or many, and send tests",
    roles: ["owner", "admin", "support", "developer"],
  },
  "webhooks:write": {
    words: "Add, change, pause and delete webhook endpoints, and see a new secret once",
    roles: ["owner", "admin", "developer"],
  },
  "integrations:read": {
    words: "See integrations, their health and what providers sent",
    roles: ["owner", "admin", "support", "growth", "developer"],
  },
  "integrations:write": {
    words: "Connect and pause integrations, map products, and process what they sent anew",
    roles: ["owner", "admin", "developer"],
  },
  "funnels:read": {
    words: "See funnels and their figures",
    roles: ["owner", "admin", "support", "growth", "developer", "viewer"],
  },
  "install:read": {
    words: "See the install page and the publishable key",
    roles: ["owner", "admin", "growth", "developer"],
  },
  "keys:read": { words: "See API keys and when they were used", roles: ["owner", "admin", "developer"] },
  "keys:write": {
    words: "Make, rotate and revoke API keys, with rights of their own role only",
    roles: ["owner", "admin", "developer"],
  },
  "members:read": {
    words: "See who is in the project",
    roles: ["owner", "admin", "support", "growth", "developer", "viewer"],
  },
  "members:write": {
    words: "Invite, remove and change members up to their own role",
    roles: ["owner", "admin"],
  },
  "audit:read": { words: "See who changed what, and take it out as CSV", roles: ["owner", "admin"] },
  "project:write": { words: "Rename the project, set its limits and block ids", roles: ["owner", "admin"] },
  "projects:create": { words: "Create projects", roles: ["owner"] },
} as const satisfies Record<string, { words: string; roles: readonly Role[] }>;

export type Permission = keyof typeof permissions;

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(permissions, text);
}

export type Actor =
  | { kind: "user"; userId: string; role: Role }
  | { kind: "api_key"; keyId: string; scopes: readonly Permission[] }
  | { kind: "system"; job: string }
  | { kind: "provider"; provider: string; integrationId: string }
  | { kind: "visitor"; profileId: string };

export function roleCan(role: Role, permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission].roles;
  return allowed.includes(role);
}

/** People by their role, keys by their scopes, our own jobs always; providers and visitors decide nothing. */
export function can(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case "user":
      return roleCan(actor.role, permission);
    case "api_key":
      return actor.scopes.includes(permission);
    case "system":
      return true;
    default:
      return false;
  }
}

/** True when `role` is the same as or below `own`, so that `own` may give or take it. */
export function isWithinRank(own: Role, role: Role): boolean {
  return roles.indexOf(own) <= roles.indexOf(role);
}

/** The roles that hold a permission, for a sentence such as "Ask an owner or admin". */
export function rolesWith(permission: Permission): readonly Role[] {
  return permissions[permission].roles;
}
