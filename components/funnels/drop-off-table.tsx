import { percent } from "@/components/shell/share-bars";
import type { DropOffRow } from "@/lib/funnels/drop-off";

/** Screens in the order in which visits met them. The one that loses most is amber: that part of its bar is who left. */
export function DropOffTable({
  rows,
  visits,
  worst,
}: {
  rows: DropOffRow[];
  visits: number;
  worst: string | null;
}) {
  return (
    <div className="overflow-x-auto">
      <table className="table table--inset">
        <caption className="sr-only">
          Screens, how many visits reached each and how many went no further
        </caption>
        <thead>
          <tr>
            <th scope="col" style={{ width: "2rem" }}>
              <span className="sr-only">Place</span>
            </th>
            <th scope="col" style={{ width: "10rem" }}>
              Screen
            </th>
            <th scope="col" className="max-sm:hidden">
              <span className="sr-only">Share as a bar</span>
            </th>
            <th scope="col" className="is-end" style={{ width: "8rem" }}>
              Reached
            </th>
            <th scope="col" className="is-end" style={{ width: "10rem" }}>
              Left here
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={row.screen}>
              <td className="text-text-muted">{place + 1}</td>
              <td title={row.screen}>
                <bdi>{row.screen}</bdi>
              </td>
              <td className="max-sm:hidden">
                <span aria-hidden className="flex h-2.5 min-w-24 overflow-hidden rounded-[3px] bg-active">
                  <i
                    className="bar-fill block h-full bg-border-strong"
                    style={{ width: `${kept(row, worst, visits) * 100}%` }}
                  />
                  {row.screen === worst && (
                    <i
                      className="hue-amber bar-fill block h-full bg-(--hue-dot)"
                      style={{ width: `${((row.lost ?? 0) / Math.max(visits, 1)) * 100}%` }}
                    />
                  )}
                </span>
              </td>
              <td className="is-end">
                {row.visits.toLocaleString("en")}{" "}
                <span className="ms-1 inline-block w-10 text-xs text-text-muted">
                  {percent(row.visits, visits)}
                </span>
              </td>
              <td className="is-end">
                <Lost row={row} isWorst={row.screen === worst} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Lost({ row, isWorst }: { row: DropOffRow; isWorst: boolean }) {
  if (row.lost === null) return <span className="text-text-muted">the end</span>;
  if (row.lost === 0) return <span className="text-text-muted">nobody</span>;
  return (
    <span
      className={
        isWorst
          ? "hue-amber inline-block rounded-xs bg-(--hue-bg) px-1.5 font-medium text-(--hue-fg) forced-colors:border"
          : "text-text-secondary"
      }
    >
      {percent(row.lost, row.visits)}, {row.lost.toLocaleString("en")} left
    </span>
  );
}

function kept(row: DropOffRow, worst: string | null, visits: number): number {
  const shown = row.screen === worst ? row.visits - (row.lost ?? 0) : row.visits;
  return visits > 0 ? Math.min(1, shown / visits) : 0;
}
