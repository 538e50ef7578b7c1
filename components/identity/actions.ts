import type { ActionResult } from "@/lib/http/action";

type Keep = { email?: "customer" | "other"; userId?: "customer" | "other" };

export type Update = (
  slug: string,
  input: {
    customer: string;
    email?: string;
    userId?: string;
    seen: { email?: string | null; userId?: string | null };
  },
) => Promise<ActionResult>;

export type Merge = (
  slug: string,
  input: {
    customer: string;
    other: string;
    keep: Keep;
    samePerson: boolean;
    reason: string | null;
    rule: "picked" | "suggested";
  },
) => Promise<ActionResult<{ mergeId: string; customerId: string; profiles: number }>>;

export type Unmerge = (
  slug: string,
  input: { merge: string; reason?: string | null },
) => Promise<ActionResult<{ customerId: string; restoredId: string }>>;

export type Decide = (slug: string, input: { customer: string; other: string }) => Promise<ActionResult>;
