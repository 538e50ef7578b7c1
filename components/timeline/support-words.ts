import { isRecord, text } from "./change-words";

const sentences: Record<string, string> = {
  refund: "Payment refunded",
  cancel: "Auto-renewal turned off",
  uncancel: "Auto-renewal turned on",
  pause: "Subscription paused",
  resume: "Subscription resumed",
  defer: "Next charge deferred",
  discount: "Discount given",
  migrate: "Moved to another price point",
  charge_now: "Next period charged now",
  grant: "Access granted",
  revoke: "Access revoked",
  extend: "Access extended",
  transfer: "Access transferred",
  update_email: "Email changed",
  override_offering: "Offering chosen",
  reset_offering: "Offering reset",
  decide: "Decided about a charge that was not answered",
};

const endings: Record<string, string> = { pending: ", not confirmed yet", failed: ", refused" };

/** What was done for the customer: what it moved, then the reason and the comment. */
export function supportWords(
  type: string,
  { state, reason, comment, details }: Record<string, unknown>,
): { sentence: string; detail?: string } {
  const kind = type.replace("support.", "");
  const sentence = `${sentences[kind] ?? kind}${endings[text(state)] ?? ""}`;
  const said = [movedWords(details), text(reason), comment ? `“${text(comment)}”` : ""];
  return { sentence, detail: said.filter(Boolean).join(" · ") || undefined };
}

function movedWords(details: unknown): string {
  const effects = isRecord(details) && isRecord(details.effects) ? details.effects : {};
  const money = isRecord(effects.money) && isRecord(effects.money.amount) ? effects.money.amount : null;
  const migration = isRecord(effects.migration) ? `to ${text(effects.migration.pricePoint)}` : "";
  return [migration, money ? `${text(money.amount)} ${text(money.currency)}` : ""].filter(Boolean).join(", ");
}
