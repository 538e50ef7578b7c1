import type { KeyLifetime, Overlap } from "@/lib/api-keys/schema";
import type { Permission } from "@/lib/core/permissions";
import type { ActionResult } from "@/lib/http/action";

export type MadeKey = { keyId: string; key: string };

export type NewKey =
  | { kind: "secret"; name: string; scopes: Permission[]; expiresInDays: KeyLifetime }
  | { kind: "publishable"; name: string; allowedOrigins: string[] };

export type CreateKey = (slug: string, input: NewKey) => Promise<ActionResult<MadeKey>>;

export type KeyActions = {
  rotate: (slug: string, input: { keyId: string; overlapHours: Overlap }) => Promise<ActionResult<MadeKey>>;
  revoke: (slug: string, input: { keyId: string }) => Promise<ActionResult>;
  setAllowedOrigins: (
    slug: string,
    input: { keyId: string; allowedOrigins: string[] },
  ) => Promise<ActionResult>;
};
