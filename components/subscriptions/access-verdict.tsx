import { StatusBadge } from "@/components/shell/status-badge";
import { formatTime } from "@/components/shell/time-format";
import { Verdict } from "@/components/shell/verdict";
import { Badge } from "@/components/ui/badge";
import type { Hue } from "@/components/ui/hue";
import { Repeat } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import type { SubscriptionView } from "@/lib/subscriptions/view";
import { PeriodBar } from "./period-bar";

/** The one that says most of a customer: what gives access, else what may again. */
export function mainOf(views: SubscriptionView[]): SubscriptionView | undefined {
  return views.find(({ isActive }) => isActive) ?? views[0];
}

/** Beside the name: the status to show where there is room for one, and until when there is access. */
export function AccessBadges({ view, now }: { view: SubscriptionView; now: Date }) {
  return (
    <>
      <StatusBadge kind="subscription" code={view.mainStatus} />
      {view.accessUntil ? (
        <Badge hue="green">
          Access until {formatTime(view.accessUntil.getTime(), "day", "UTC", now.getTime())}
        </Badge>
      ) : (
        <Badge hue="grey" hollow>
          No access
        </Badge>
      )}
    </>
  );
}

/** Why there is access or not, and what happens next. */
export function AccessVerdict({
  view,
  others,
  href,
  now,
}: {
  view: SubscriptionView;
  others: number;
  /** The customer's subscriptions. */
  href: string;
  now: Date;
}) {
  const hue: Hue = view.isActive ? (view.statuses.includes("GRACE") ? "orange" : "green") : "grey";
  return (
    <Verdict
      hue={hue}
      icon={<Repeat aria-hidden className="size-4" />}
      title={view.why}
      next={<PeriodBar view={view} now={now} />}
    >
      {view.next.words}{" "}
      {others > 0 && (
        <Link href={href} className="link">
          {others === 1 ? "One more subscription" : `${others} more subscriptions`}
        </Link>
      )}
    </Verdict>
  );
}
