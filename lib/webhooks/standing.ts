import type { webhookEndpoints } from "../../db/schema/webhooks";

/** Of the last 24 hours: attempts of the schedule and those asked for one by one; tests and replays do not count. */
export type EndpointHealth = {
  /** The oldest first; the last one is not over. */
  hours: { at: Date; delivered: number; failed: number }[];
  delivered: number;
  failed: number;
  /** Of those that were answered. */
  p95Ms: number | null;
  /** False where there were too many to look at. */
  isKnown: boolean;
};

export type Standing = {
  code: "healthy" | "new" | "degraded" | "failing" | "disabled" | "paused" | "deleted";
  since: Date;
  /** Failing: how many in a row. */
  failures: number;
  reason: "gone" | "failing" | null;
};

type Facts = Pick<
  typeof webhookEndpoints.$inferSelect,
  "state" | "stateSince" | "disabledReason" | "failingSince" | "failures" | "lastSuccessAt"
>;

const fewFailures = 5;
const healthyShare = 0.95;

/** What is said of an endpoint in one word, and since when it is so. */
export function standingOf(endpoint: Facts, health: EndpointHealth): Standing {
  const { state, stateSince, failingSince, failures, lastSuccessAt, disabledReason } = endpoint;
  const said = (code: Standing["code"], since: Date) => ({ code, since, failures, reason: disabledReason });
  if (state !== "active") return said(state, stateSince);
  if (failingSince) return said(failures < fewFailures ? "degraded" : "failing", failingSince);
  const all = health.delivered + health.failed;
  if (all > 0 && health.delivered / all < healthyShare)
    return said("degraded", health.hours.find(({ failed }) => failed > 0)?.at ?? stateSince);
  return said(lastSuccessAt ? "healthy" : "new", lastSuccessAt ?? stateSince);
}
