import type { ActionResult } from "@/lib/http/action";
import type { ActionAnswer } from "@/lib/support/action";

type Acted = { key: string; version: number; reason?: string; comment?: string };
type Act<Input> = (slug: string, input: Acted & Input) => Promise<ActionResult<ActionAnswer>>;
type OnSubscription = { subscription: string };

/** The server actions behind the dialogs. */
export type Acts = {
  refund: Act<{ order: string; amount?: { amount: string; currency: string }; keepAccess: boolean }>;
  cancel: Act<OnSubscription>;
  uncancel: Act<OnSubscription>;
  pause: Act<OnSubscription & { days?: number; until?: string | null }>;
  resume: Act<OnSubscription>;
  defer: Act<OnSubscription & { days?: number; until?: string }>;
  discount: Act<OnSubscription & { percent: number; cycles: number }>;
  charge_now: Act<OnSubscription>;
  migrate: Act<
    OnSubscription & { pricePoint: string; strategy: "delayed_start" | "price_prorate"; strictMode?: boolean }
  >;
};
