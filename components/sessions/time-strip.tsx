import { formatDuration } from "@/components/shell/duration";
import type { ScreenTime } from "@/lib/sessions/path";

/** Where the time of a visit went: one block per screen, as wide as the stay; the longest one is dark. */
export function TimeStrip({ times, totalMs }: { times: ScreenTime[]; totalMs: number }) {
  const longest = Math.max(...times.map((time) => time.ms));
  const [first] = times;
  const last = times.at(-1);
  if (!first || !last) return null;
  return (
    <figure className="text-xs">
      <figcaption className="mb-1.5 text-text-muted">
        On screens <span className="font-medium text-text">{formatDuration(totalMs)}</span>
      </figcaption>
      <div aria-hidden className="flex h-2.5 gap-px">
        {times.map((time) => (
          <i
            key={time.stepId}
            data-tip={`${time.title ?? time.screen}: ${formatDuration(time.ms)}`}
            className={`min-w-0.5 rounded-[2px] forced-color-adjust-none hover:bg-accent ${time.ms === longest ? "bg-text-secondary" : "bg-border-strong"}`}
            style={{ flexGrow: Math.max(time.ms, 1), flexBasis: 0 }}
          />
        ))}
      </div>
      <p aria-hidden className="mt-1.5 flex justify-between gap-3 text-text-muted">
        <bdi className="truncate">{first.title ?? first.screen}</bdi>
        {times.length > 1 && <bdi className="truncate">{last.title ?? last.screen}</bdi>}
      </p>
      <table className="sr-only">
        <caption>Time on each screen</caption>
        <tbody>
          {times.map((time) => (
            <tr key={time.stepId}>
              <th scope="row">{time.title ?? time.screen}</th>
              <td>{formatDuration(time.ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
