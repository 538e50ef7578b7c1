import type { AvailableAction } from "@/lib/support/available";

export type SubscriptionActKind = AvailableAction["kind"];

/** What a dialog is opened for. Ids as they are shown. */
export type OpenAction =
  | { kind: "refund"; order: string }
  | { kind: SubscriptionActKind; subscription: string; name: string };

export const ACTION_EVENT = "dossier:support-action";

/** Opens the dialog of an action. Needs a `SupportHost` on the page. */
export function openAction(detail: OpenAction): void {
  window.dispatchEvent(new CustomEvent(ACTION_EVENT, { detail }));
}
