import { type Column, DataTable } from "@/components/shell/data-table";
import { Pager } from "@/components/shell/pager";
import { Panel } from "@/components/shell/side-card";
import { Time, ZoneName } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import { Tag } from "@/components/ui/tag";
import type { ConsentEntry } from "@/lib/consents/queries";
import type { Page } from "@/lib/core/page";
import { RecordConsentButton, type RecordConsentProps } from "./record-consent-button";

const lead = "every answer is kept, the newest on each purpose holds";
const sources = { funnel: "Funnel", console: "This console", api: "API" };

/** The log of what a customer allowed and refused, with what holds now marked. */
export async function ConsentPanel({
  log,
  holding,
  path,
  record,
}: {
  log: () => Promise<Page<ConsentEntry>>;
  /** The last word on each purpose. */
  holding: () => Promise<{ purpose: string; occurredAt: Date }[]>;
  path: string;
  record: Omit<RecordConsentProps, "purposes">;
}) {
  const [{ rows, nextCursor, previousCursor }, last] = await Promise.all([log(), holding()]);
  const holds = ({ purpose, occurredAt }: ConsentEntry) =>
    last.some((word) => word.purpose === purpose && word.occurredAt.getTime() === occurredAt.getTime());
  return (
    <Panel
      title="Consent"
      lead={lead}
      tools={<RecordConsentButton {...record} purposes={last.map(({ purpose }) => purpose)} />}
    >
      {rows.length === 0 ? (
        <p className="px-(--gutter) pb-4 text-text-muted">Never asked</p>
      ) : (
        <DataTable
          caption="Answers, newest first"
          columns={columnsOf(holds)}
          rows={rows}
          rowKey={(row) => row.id}
          inset
        />
      )}
      <Pager
        label="Pages of the consent log"
        previous={
          previousCursor ? { href: `${path}?cursor=${previousCursor}`, words: "Newer answers" } : null
        }
        next={nextCursor ? { href: `${path}?cursor=${nextCursor}`, words: "Older answers" } : null}
      />
    </Panel>
  );
}

function columnsOf(holds: (row: ConsentEntry) => boolean): Column<ConsentEntry>[] {
  return [
    {
      key: "purpose",
      head: "Purpose",
      place: "a",
      cell: (row) => <bdi className="block truncate font-medium">{row.purpose}</bdi>,
    },
    {
      key: "state",
      head: "Answer",
      width: "12rem",
      place: "b",
      cell: (row) => (
        <span className="flex items-center gap-1.5">
          {row.state === "granted" ? (
            <Badge hue="green">Allowed</Badge>
          ) : (
            <Badge hue="grey" hollow>
              Refused
            </Badge>
          )}
          {holds(row) && <Tag>holds now</Tag>}
        </span>
      ),
    },
    { key: "source", head: "Given in", width: "8rem", place: "c", cell: (row) => sources[row.source] },
    {
      key: "policy",
      head: "Policy",
      width: "7rem",
      cell: (row) =>
        row.policyVersion ? (
          <bdi className="block truncate">{row.policyVersion}</bdi>
        ) : (
          <span className="text-text-muted">Not named</span>
        ),
    },
    {
      key: "at",
      head: (
        <>
          When (<ZoneName />)
        </>
      ),
      width: "10rem",
      place: "d",
      cell: (row) => <Time value={row.occurredAt} format="cell" />,
    },
  ];
}

export function ConsentPanelSkeleton() {
  return (
    <Panel title="Consent" lead={lead}>
      <div aria-busy className="grid gap-5 px-(--gutter) py-4">
        <Skeleton className="h-2 w-3/5" />
        <Skeleton className="h-2 w-4/5" />
      </div>
    </Panel>
  );
}
