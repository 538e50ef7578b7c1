"use client";

import { useEffect, useState } from "react";

type Day = { day: string; label: string; count: number };
type Answer = { days: Day[] | null; total: number };

/** New customers on each day of the filter. Fetched after the list is drawn; its height is kept from the start. */
export function NewPerDay({ href }: { href: string }) {
  const [answer, setAnswer] = useState<{ href: string; data: Answer | null } | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetch(href, { signal: stop.signal })
      .then((response) => (response.ok ? response.json() : null))
      .then((data: Answer | null) => setAnswer({ href, data }))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setAnswer({ href, data: null });
        return error;
      });
    return () => stop.abort();
  }, [href]);
  const isFresh = answer?.href === href;
  return (
    <section
      aria-label="New customers per day"
      aria-busy={!isFresh}
      className="flex h-13 flex-none items-end gap-4 border-t border-border-subtle px-(--gutter) pt-2 pb-1.5 max-sm:h-11"
    >
      {answer && <Bars answer={answer.data} isStale={!isFresh} />}
    </section>
  );
}

/** As high as the chart, while the list is awaited. */
export function NewPerDaySpace() {
  return <div className="h-13 flex-none border-t border-border-subtle max-sm:h-11" />;
}

function Bars({ answer, isStale }: { answer: Answer | null; isStale: boolean }) {
  if (!answer?.days)
    return (
      <p className="self-center text-xs text-text-muted">
        {answer
          ? "Too many customers to count by day: narrow the filter."
          : "New customers per day could not be loaded."}
      </p>
    );
  const { days, total } = answer;
  const most = Math.max(1, ...days.map((day) => day.count));
  return (
    <>
      <p className="flex-none self-center text-xs text-text-muted">
        <span className="block text-base font-medium text-text">{total.toLocaleString("en")} new</span>
        {days.length === 1 ? days[0]?.label : `in ${days.length} days (UTC)`}
      </p>
      <div
        aria-hidden
        className={`flex h-full min-w-0 flex-1 items-end gap-px sm:gap-0.5 ${isStale ? "opacity-70" : ""}`}
      >
        {days.map((day) => (
          <div
            key={day.day}
            data-tip={`${day.label}: ${day.count.toLocaleString("en")} new`}
            className="group/day flex h-full max-w-8 flex-1 items-end border-b border-border"
          >
            <div
              className="w-full rounded-t-[2px] bg-border-strong group-hover/day:bg-accent forced-color-adjust-none"
              style={{ height: `${day.count === 0 ? 0 : Math.max(6, (day.count / most) * 100)}%` }}
            />
          </div>
        ))}
      </div>
      <table className="sr-only">
        <caption>New customers per day</caption>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{day.label}</th>
              <td>{day.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
