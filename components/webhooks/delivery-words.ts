import type { Delivery } from "@/lib/webhooks/deliveries";
import type { DeliveryAttempt } from "@/lib/webhooks/delivery-story";
import type { DeliveryFilter, Window } from "@/lib/webhooks/schema";

export const stateWords: Record<DeliveryFilter["states"][number], string> = {
  waiting: "Waiting",
  delivered: "Delivered",
  failed: "Failed",
  skipped: "Skipped",
};

export const windowWords: Record<Window, string> = {
  "1h": "hour",
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
};

export const triggerWords: Record<DeliveryAttempt["trigger"], string> = {
  schedule: "by schedule",
  resend: "sent by hand",
  replay: "replay",
  test: "test",
};

/** The code of `statuses.delivery`: one that waits was either tried or not. */
export function statusCode({
  state,
  lastAttemptAt,
  trigger,
}: Pick<Delivery, "state" | "lastAttemptAt" | "trigger">): string {
  if (state !== "waiting") return state;
  return lastAttemptAt && trigger === "schedule" ? "retrying" : "pending";
}

/** In the few letters of a cell or a tab: "503", "timeout". */
export function answerWords({ status, error }: { status: number | null; error: string | null }): string {
  if (status !== null && (error === null || error === "status")) return String(status);
  return error === null ? "none" : (shortErrors[error] ?? error.replaceAll("_", " "));
}

const shortErrors: Record<string, string> = {
  blocked_address: "blocked",
  dns: "no address",
  connection_refused: "refused",
  connection_closed: "hung up",
  too_large: "too large",
  invalid_answer: "not HTTP",
  interrupted: "interrupted",
};

const longErrors: Record<string, [title: string, lead: string]> = {
  blocked_address: [
    "Not sent.",
    "The host leads to an address that may not be called: only public ones may.",
  ],
  dns: ["The host was not found.", "Its name has no address. Look at the URL and at your name servers."],
  connection_refused: ["The connection was refused.", "Nothing listens at this address and port."],
  unreachable: ["The server cannot be reached.", "No way leads to its address at this moment."],
  connection_closed: [
    "The connection was closed before an answer came.",
    "The server may have restarted or ended while it worked.",
  ],
  tls: ["No secure connection.", "The server's certificate is not valid for its host, or has ended."],
  timeout: [
    "No answer within 20 s.",
    "Answer at once and work afterwards: keep the event and give back 200.",
  ],
  too_large: ["The answer's head is too large.", "Answer with a status and a short body."],
  invalid_answer: ["The answer was not HTTP.", "Look at what listens at this address."],
  stopped: ["Broken off.", "Dossier was stopped while it was being sent. It is sent again."],
  interrupted: ["Broken off.", "The worker that sent it ended before it knew the answer."],
  failed: ["It was not sent.", "The request could not be made."],
};

/** What an attempt came to, as a sentence and what to do. */
export function verdictWords({
  status,
  error,
}: {
  status: number | null;
  error: string | null;
}): [string, string] {
  if (error !== null && error !== "status")
    return longErrors[error] ?? ["It failed.", `The reason was ${error.replaceAll("_", " ")}.`];
  if (status === null) return ["No answer.", ""];
  if (status >= 200 && status < 300) return [`Answered ${status}.`, "The event counts as delivered."];
  if (status >= 300 && status < 400)
    return [`Answered ${status}.`, "Redirects are not followed. Change the URL to where it leads."];
  if (status === 401 || status === 403)
    return [`Answered ${status}.`, "The server refused it. Look at how it verifies the signature."];
  if (status === 404) return ["Answered 404.", "Nothing is at this path. Look at the URL."];
  if (status === 410) return ["Answered 410.", "Gone for good: the endpoint was disabled."];
  if (status === 429) return ["Answered 429.", "Too many at once: the next try waits a minute or more."];
  if (status >= 500) return [`Answered ${status}.`, "The server failed. It is tried again."];
  return [`Answered ${status}.`, "Any other answer than 2xx counts as a failure."];
}

/** "1st", "2nd", "3rd", "11th". */
export function ordinal(number: number): string {
  const tens = number % 100;
  const ending = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}`;
}
