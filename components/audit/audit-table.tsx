import { CopyId } from "@/components/shell/copy-id";
import { DataTable, DataTableSkeleton } from "@/components/shell/data-table";
import { Time } from "@/components/shell/time";
import { ZoneName } from "@/components/shell/zone";
import type { AuditEntry } from "@/lib/audit/queries";
import { actionWords } from "./action-words";
import { changedFields } from "./changed-fields";

const heads = [
  { key: "time", head: "Time", width: "10rem", place: "d" },
  { key: "actor", head: "Who", width: "13rem", place: "b" },
  { key: "action", head: "What", width: "14rem", place: "a" },
  { key: "subject", head: "Target", width: "12rem", place: "c" },
  { key: "changes", head: "Changed" },
] as const;

export function AuditTable({ rows, entryHref }: { rows: AuditEntry[]; entryHref: (id: string) => string }) {
  const [time, actor, action, subject, changes] = heads;
  return (
    <DataTable
      caption="Audit log, newest first"
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => entryHref(row.id)}
      minWidth="60rem"
      columns={[
        {
          ...time,
          head: (
            <>
              Time (<ZoneName />)
            </>
          ),
          cell: (row) => <Time value={row.occurredAt} format="cell" />,
        },
        { ...actor, cell: (row) => <bdi className="block truncate">{row.actorName}</bdi> },
        {
          ...action,
          link: true,
          cell: (row) => <span className="font-medium">{actionWords(row.action)}</span>,
        },
        { ...subject, cell: (row) => <CopyId value={row.subject} label="Target" /> },
        {
          ...changes,
          cell: (row) => <bdi className="block truncate text-text-secondary">{changesInShort(row)}</bdi>,
        },
      ]}
    />
  );
}

export function AuditTableSkeleton() {
  return <DataTableSkeleton columns={[...heads]} />;
}

function changesInShort({ details }: AuditEntry): string {
  if (!details) return "Erased";
  const names = changedFields(details).map(({ field }) => field);
  const reason = typeof details.reason === "string" ? `“${details.reason}”` : "";
  return [names.join(", "), reason].filter((part) => part !== "").join(" · ");
}
