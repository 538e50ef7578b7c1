import { StatusBadge } from "@/components/shell/status-badge";
import type { SubscriptionView } from "@/lib/subscriptions/view";

/** All that hold at once; in trouble, paused or over, that it recurs goes without saying. */
export function StatusBadges({
  statuses,
  inline,
}: {
  statuses: SubscriptionView["statuses"];
  /** In a row of a table, whose height they must not change. */
  inline?: boolean;
}) {
  const louder = statuses.some((status) => status === "PAUSED" || status === "RETRY");
  const shown = statuses.filter(
    (status) => !(louder && status === "RECURRING") && !(status === "RETRY" && statuses.includes("GRACE")),
  );
  return (
    <span className={inline ? "flex gap-1" : "flex flex-wrap gap-1"}>
      {shown.map((status) => (
        <StatusBadge key={status} kind="subscription" code={status} />
      ))}
    </span>
  );
}
