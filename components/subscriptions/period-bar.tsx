import { formatDuration } from "@/components/shell/duration";
import { formatTime } from "@/components/shell/time-format";
import { hueClass } from "@/components/ui/hue";
import type { SubscriptionView } from "@/lib/subscriptions/view";

/** How far the present period, or the pause, has gone by the project's time. */
export function PeriodBar({ view, now }: { view: SubscriptionView; now: Date }) {
  const span = spanOf(view);
  if (!span) return null;
  const { from, to, label, end, hue } = span;
  const whole = to.getTime() - from.getTime();
  const gone = Math.min(1, Math.max(0, (now.getTime() - from.getTime()) / whole));
  const left = Math.max(0, to.getTime() - now.getTime());
  const clock = (at: Date) => formatTime(at.getTime(), "cell", "UTC", now.getTime()).trim();
  return (
    <div className={`${hueClass[hue]} min-w-0`}>
      <p className="flex justify-between gap-3">
        <span className="text-text">{label}</span>
        <span className="text-text-muted">{left > 0 ? `${formatDuration(left)} left` : "over"}</span>
      </p>
      <div aria-hidden className="my-1.5 h-1 overflow-hidden rounded-full bg-active">
        <div className="h-full bg-(--hue-dot)" style={{ width: `${Math.round(gone * 1000) / 10}%` }} />
      </div>
      <p className="flex flex-wrap justify-between gap-x-3 text-xs text-text-muted">
        <span>{clock(from)}</span>
        <span>
          {clock(to)} UTC{end}
        </span>
      </p>
    </div>
  );
}

function spanOf(view: SubscriptionView) {
  if (view.pausedAt)
    return view.pauseUntil
      ? { from: view.pausedAt, to: view.pauseUntil, label: "Paused", end: ", resumes", hue: "amber" as const }
      : null;
  if (!view.periodStart || !view.periodEnd || view.statuses.includes("EXPIRED")) return null;
  const isEnding = view.statuses.includes("AUTORENEW_OFF");
  return {
    from: view.periodStart,
    to: view.periodEnd,
    label: view.statuses.includes("INTRO") ? "Trial" : `Period ${view.iteration}`,
    end: isEnding ? ", access ends" : "",
    hue: view.isActive ? (isEnding ? ("grey" as const) : ("green" as const)) : ("red" as const),
  };
}
