import type { ActionResult } from "@/lib/http/action";

type Trail = { key?: string; reason?: string; comment?: string };
export type Lasting = { duration?: DurationName; until?: string };

export type DurationName =
  | "daily"
  | "three_day"
  | "weekly"
  | "two_week"
  | "monthly"
  | "two_month"
  | "three_month"
  | "six_month"
  | "yearly"
  | "lifetime";

type Act<Input> = (slug: string, input: { customer: string } & Trail & Input) => Promise<ActionResult>;

export type AccessActions = {
  grant: Act<{ entitlement: string } & Lasting>;
  extend: Act<{ grant: string } & Lasting>;
  revoke: Act<{ grant: string }>;
  transfer: Act<{ grant: string; to: string }>;
};

export type OfferingActions = {
  override: Act<{ offering: string }>;
  reset: Act<object>;
};

/** Whose access it is; `refusal` says why the person may not change it. */
export type AccessOf = { slug: string; customer: string; refusal?: string };

/** What can be chosen, by its shown id. */
export type Choice = { id: string; name: string };
