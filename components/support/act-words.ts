import type { SubscriptionActKind } from "./open-action";

/** As the menu names them, as their dialogs are headed, and what is said once they are done. */
export const actWords: Record<SubscriptionActKind, { menu: string; title: string; done: string }> = {
  cancel: { menu: "Turn off auto-renewal", title: "Turn off auto-renewal", done: "Auto-renewal is off" },
  uncancel: { menu: "Turn on auto-renewal", title: "Turn on auto-renewal", done: "Auto-renewal is on" },
  pause: { menu: "Pause…", title: "Pause the subscription", done: "Paused" },
  resume: { menu: "Resume…", title: "Resume the subscription", done: "Resumed" },
  defer: { menu: "Defer the next charge…", title: "Defer the next charge", done: "Deferred" },
  discount: { menu: "Give a discount…", title: "Give a discount", done: "Discount given" },
  charge_now: { menu: "Charge now…", title: "Charge the next period now", done: "Charged" },
  migrate: { menu: "Move to another plan…", title: "Move to another plan", done: "Moved" },
};
