import { CopyId } from "@/components/shell/copy-id";
import { DataTable } from "@/components/shell/data-table";
import { Time } from "@/components/shell/time";
import { Button } from "@/components/ui/button";
import { Tag, Tags } from "@/components/ui/tag";
import type { Name, NameKind } from "@/lib/identity/names";

const kindWords: Record<NameKind, string> = {
  customer: "Customer ID",
  profile: "Merged profile",
  email: "Email",
  user_id: "User ID",
  anonymous: "Anonymous alias",
  identified: "Identified alias",
  provider: "Provider customer ID",
};

/** Every name under which this customer can be found, what each is used for, and when it was first and last seen. */
export async function Identifiers({ names }: { names: () => Promise<Name[]> }) {
  return (
    <DataTable
      inset
      caption="Identifiers"
      rows={await names()}
      rowKey={(row) => `${row.kind} ${row.value}`}
      columns={[
        {
          key: "kind",
          head: "Kind",
          width: "11rem",
          place: "c",
          cell: (row) =>
            row.kind === "email" && !row.isPresent ? "Former or other email" : kindWords[row.kind],
        },
        {
          key: "value",
          head: "Value",
          place: "a",
          cell: (row) => (
            <span className="inline-flex max-w-full flex-wrap items-center gap-x-2">
              <CopyId value={row.value} label={kindWords[row.kind]} short={false} />
              <Tags>
                {row.isOriginal && <Tag>Original</Tag>}
                {row.isInEvents && <Tag>In events</Tag>}
              </Tags>
            </span>
          ),
        },
        {
          key: "first",
          head: "First seen (UTC)",
          width: "10rem",
          cell: (row) => <Time value={row.firstSeenAt} format="cell" />,
        },
        {
          key: "last",
          head: "Last seen (UTC)",
          width: "10rem",
          place: "d",
          cell: (row) => <Time value={row.lastSeenAt} format="cell" />,
        },
      ]}
    />
  );
}

export type ShownMerge = {
  id: string;
  mergedId: string;
  createdAt: Date;
  actorName: string;
  reason: string | null;
};

/** What was joined, when and why; each can be undone for ever. */
export async function MergeList({
  merges,
  mayUnmerge,
}: {
  merges: () => Promise<ShownMerge[]>;
  mayUnmerge: boolean;
}) {
  const all = await merges();
  return (
    <ul className="px-(--gutter) pb-3">
      {all.map((merge) => (
        <li key={merge.id} className="flex min-h-10 flex-wrap items-center gap-x-3 py-1">
          <span className="min-w-0 wrap-anywhere">
            Merged with <span className="mono">{merge.mergedId}</span>
            <span className="block text-xs text-text-muted">
              <Time value={merge.createdAt} format="full" /> by {merge.actorName}
              {merge.reason && `: “${merge.reason}”`}
            </span>
          </span>
          {mayUnmerge && (
            <Button size="sm" className="ms-auto" data-unmerge={merge.id}>
              Unmerge…
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
