import { isRecord, text } from "./change-words";

/** In the words of RevenueCat's customer history, where it has any. */
const sentences: Record<string, string> = {
  "subscription.starting_trial": "Started a trial",
  "subscription.convertion": "Converted from a trial",
  "subscription.renewing": "Renewed",
  "subscription.unsubscription": "Opted out of renewal",
  "subscription.recovering_autorenew": "Resubscribed",
  "subscription.planning_postponed_subscription": "Changed renewal preference",
  "subscription.pausing": "Paused",
  "subscription.resuming": "Resumed",
  "subscription.defering": "Next payment put off",
  "subscription.start_grace": "Had a billing issue, access goes on",
  "subscription.finish_grace": "Lost access over a billing issue",
  "subscription.start_retry": "Payment is tried again, without access",
  "subscription.recovering": "Billing issue mended",
  "subscription.expiration": "Expired",
  "oneoff.granted": "Was given what they bought",
  "oneoff.revoked": "Lost what they bought",
};

export function subscriptionWords(
  type: string,
  payload: Record<string, unknown>,
): { sentence: string; detail?: string } | null {
  const sentence = Object.hasOwn(sentences, type) ? sentences[type] : undefined;
  if (sentence === undefined) return null;
  const about = isRecord(payload.subscription) ? payload.subscription : {};
  const status = Array.isArray(about.status) ? about.status.join(", ") : "";
  const detail = [text(about.price_point), status].filter(Boolean).join(" · ");
  return { sentence, detail: detail || undefined };
}
