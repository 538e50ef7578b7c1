import { answerWords } from "@/components/webhooks/delivery-words";
import type { EventDelivery } from "@/lib/webhooks/of-customer";

/** "quiz.example.com", with a port where it names one. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** "200", "timeout", "none yet". */
export function answerOf({ lastStatus, lastError, lastAttemptAt }: EventDelivery): string {
  return lastAttemptAt ? answerWords({ status: lastStatus, error: lastError }) : "none yet";
}

export function tookWords({ lastDurationMs }: EventDelivery): string {
  return lastDurationMs === null ? "–" : `${lastDurationMs.toLocaleString("en")} ms`;
}
