import { DataTable, DataTableSkeleton } from "@/components/shell/data-table";
import { FirstRun } from "@/components/shell/empty-state";
import { percent } from "@/components/shell/share-bars";
import { Sparkline } from "@/components/shell/sparkline";
import { Time } from "@/components/shell/time";
import { ButtonLink } from "@/components/ui/button";
import type { FunnelRow } from "@/lib/funnels/queries";
import type { Links } from "@/lib/http/links";
import { dayLabel } from "./day-label";

/** The funnels of a project, the one visited last on top, with their visits in the range. */
export async function FunnelsTable({
  list,
  links,
  search,
  installHref,
}: {
  list: () => Promise<FunnelRow[]>;
  links: Links;
  /** Kept on the way to a funnel: range and preview. */
  search: string;
  /** Null for roles that may not see the install page. */
  installHref: string | null;
}) {
  const funnels = await list();
  if (funnels.length === 0) {
    return (
      <FirstRun
        title="A funnel appears with its first visit"
        lead="Put the snippet on your funnel's pages. Nothing has to be set up here: the first visitor registers the funnel."
        actions={
          installHref && (
            <ButtonLink href={installHref} variant="primary">
              Install the snippet
            </ButtonLink>
          )
        }
      />
    );
  }
  return (
    <DataTable
      caption="Funnels, last visited first"
      rows={funnels}
      rowKey={(funnel) => funnel.id}
      rowHref={(funnel) => `${links.funnel(funnel.id)}${search}`}
      minWidth="52rem"
      columns={[
        {
          key: "title",
          head: "Funnel",
          place: "a",
          cell: (funnel) => (
            <bdi className="font-medium" title={funnel.title ?? funnel.alias}>
              {funnel.title ?? funnel.alias}
            </bdi>
          ),
        },
        {
          key: "alias",
          head: "Alias",
          width: "12rem",
          place: "c",
          cell: (funnel) => <bdi className="mono text-text-muted">{funnel.alias}</bdi>,
        },
        {
          key: "chart",
          head: "Per day",
          width: "12rem",
          cell: (funnel) => (
            <Sparkline
              caption={`Visits per day to ${funnel.alias}`}
              unit="visits"
              points={funnel.perDay.map(({ day, visits }) => ({ label: dayLabel(day), values: [visits] }))}
            />
          ),
        },
        {
          key: "visits",
          head: "Visits",
          width: "7rem",
          align: "end",
          place: "b",
          cell: (funnel) => funnel.visits.toLocaleString("en"),
        },
        {
          key: "completed",
          head: "Completed",
          width: "7rem",
          align: "end",
          cell: (funnel) => percent(funnel.completed, funnel.visits),
        },
        {
          key: "seen",
          head: "Last visit (UTC)",
          width: "11rem",
          place: "d",
          cell: (funnel) => <Time value={funnel.lastSeenAt} format="cell" />,
        },
      ]}
    />
  );
}

export function FunnelsSkeleton() {
  return (
    <DataTableSkeleton
      rows={4}
      columns={["Funnel", "Alias", "Per day", "Visits", "Completed", "Last visit (UTC)"].map((head) => ({
        key: head,
        head,
      }))}
    />
  );
}
