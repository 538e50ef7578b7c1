import type { ReactNode } from "react";
import { DataTable } from "@/components/shell/data-table";
import { Time } from "@/components/shell/time";
import { Skeleton } from "@/components/ui/skeleton";
import type { VisitedFunnel } from "@/lib/customers/facts";
import type { Links } from "@/lib/http/links";
import type { Answer } from "@/lib/sessions/answers";

/** Which funnels, in the order of the first visit to each. */
export async function VisitedFunnels({
  list,
  links,
}: {
  list: () => Promise<VisitedFunnel[]>;
  links: Links;
}) {
  const funnels = await list();
  if (funnels.length === 0) return <Empty>No funnel visited yet</Empty>;
  return (
    <ol className="px-(--gutter) pb-3">
      {funnels.map((funnel, place) => (
        <li key={funnel.id} className="flex min-h-9 flex-wrap items-center gap-x-3 py-1">
          <span
            aria-hidden
            className="grid size-5 place-items-center rounded-full bg-grey-bg text-2xs text-grey-fg"
          >
            {place + 1}
          </span>
          <a href={links.funnel(funnel.id)} className="font-medium hover:underline">
            <bdi>{funnel.title ?? funnel.alias}</bdi>
          </a>
          {funnel.title && <span className="mono text-text-muted">{funnel.alias}</span>}
          <span className="text-text-muted">
            {funnel.visits.toLocaleString("en")} {funnel.visits === 1 ? "visit" : "visits"},{" "}
            {funnel.completed === 0
              ? "never completed"
              : `${funnel.completed.toLocaleString("en")} completed`}
          </span>
          <span className="ms-auto text-text-muted">
            <Time value={funnel.firstVisitAt} format="full" />
          </span>
        </li>
      ))}
    </ol>
  );
}

export async function Answers({ list, links }: { list: () => Promise<Answer[]>; links: Links }) {
  const answers = await list();
  if (answers.length === 0) return <Empty>No answers given in a funnel yet</Empty>;
  return (
    <KeyedValues
      caption="Answers"
      whenHead="Answered (UTC)"
      rows={answers.map(({ key, value, answeredAt, sessionId }) => ({
        key,
        value,
        at: answeredAt,
        end: (
          <a href={links.session(sessionId)} className="link">
            Session
          </a>
        ),
      }))}
    />
  );
}

type KeyedValue = { key: string; value: string; at: Date; end: ReactNode };

function KeyedValues({ caption, whenHead, rows }: { caption: string; whenHead: string; rows: KeyedValue[] }) {
  return (
    <DataTable
      inset
      caption={caption}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        {
          key: "key",
          head: "Key",
          width: "14rem",
          place: "c",
          cell: (row) => <bdi className="mono">{row.key}</bdi>,
        },
        { key: "value", head: "Value", place: "a", cell: (row) => <bdi title={row.value}>{row.value}</bdi> },
        {
          key: "at",
          head: whenHead,
          width: "10rem",
          place: "d",
          cell: (row) => <Time value={row.at} format="cell" />,
        },
        { key: "end", head: "From", width: "7rem", place: "b", cell: (row) => row.end },
      ]}
    />
  );
}

function Empty({ children }: { children: ReactNode }) {
  return <p className="px-(--gutter) pb-4 text-text-muted">{children}</p>;
}

/** Bones as high as a few rows. */
export function RowsSkeleton() {
  return (
    <div aria-busy className="grid gap-5 px-(--gutter) pt-2 pb-6">
      {["w-1/2", "w-2/5", "w-3/5"].map((width) => (
        <Skeleton key={width} className={`h-2 ${width}`} />
      ))}
    </div>
  );
}
