import { type Column, DataTable } from "@/components/shell/data-table";
import { percent } from "@/components/shell/share-bars";
import { Tag } from "@/components/ui/tag";
import type { EndpointHealth, Standing } from "@/lib/webhooks/standing";
import { HoursChart } from "./hours-chart";
import { StandingBadge, StandingReason } from "./standing";

/** An endpoint as the list shows it. */
export type EndpointLine = {
  id: string;
  href: string;
  url: string;
  description: string | null;
  environment: "production" | "preview";
  /** How many types it hears; null for all of them. */
  types: number | null;
  health: EndpointHealth;
  standing: Standing;
  actorName: string;
};

export function EndpointTable({ rows, allTypes }: { rows: EndpointLine[]; allTypes: number }) {
  return (
    <DataTable
      caption="Endpoints, oldest first"
      columns={columnsOf(allTypes)}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ href }) => href}
      isPreview={({ environment }) => environment === "preview"}
      minWidth="72rem"
    />
  );
}

function columnsOf(allTypes: number): Column<EndpointLine>[] {
  return [
    {
      key: "url",
      head: "Endpoint",
      className: "sm:max-w-80",
      place: "a",
      link: true,
      cell: ({ url, description }) => (
        <span className="block min-w-0">
          <bdi title={url} className="block truncate font-medium">
            {url.replace(/^https:\/\//, "")}
          </bdi>
          {description && (
            <bdi className="block truncate text-xs text-text-muted max-sm:hidden">{description}</bdi>
          )}
        </span>
      ),
    },
    {
      key: "state",
      head: "State",
      width: "17rem",
      place: "b",
      cell: ({ standing, actorName }) => (
        <span className="flex min-w-0 items-center gap-2">
          <StandingBadge standing={standing} />
          <span className="truncate text-xs text-text-muted max-sm:hidden">
            <StandingReason standing={standing} actorName={actorName} />
          </span>
        </span>
      ),
    },
    {
      key: "events",
      head: "Events",
      width: "7rem",
      cell: ({ types }) => (types === null ? `All ${allTypes}` : `${types} of ${allTypes}`),
    },
    {
      key: "environment",
      head: "Data",
      width: "6rem",
      cell: ({ environment }) => <Tag>{environment === "preview" ? "Preview" : "Live"}</Tag>,
    },
    {
      key: "hours",
      head: "Last 24 hours",
      width: "12rem",
      cell: ({ health, url }) =>
        health.isKnown ? (
          <HoursChart health={health} caption={`Attempts to reach ${url} in the last 24 hours`} />
        ) : (
          <span className="text-text-muted">Too many to count now</span>
        ),
    },
    {
      key: "share",
      head: "Delivered",
      width: "6.5rem",
      align: "end",
      place: "c",
      cell: ({ health }) => <DeliveredShare health={health} />,
    },
    {
      key: "p95",
      head: "p95",
      width: "5.5rem",
      align: "end",
      place: "d",
      cell: ({ health }) => (health.p95Ms === null ? <None /> : `${health.p95Ms.toLocaleString("en")} ms`),
    },
  ];
}

/** Nothing is rounded up to all of it. */
export function DeliveredShare({ health }: { health: EndpointHealth }) {
  const all = health.delivered + health.failed;
  if (all === 0) return <None />;
  if (health.failed === 0) return "100 %";
  return percent(Math.min(health.delivered / all, 0.994) * all, all);
}

function None() {
  return <span className="text-text-muted">None</span>;
}
