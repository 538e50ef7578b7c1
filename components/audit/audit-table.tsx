import { DataTable, DataTableSkeleton } from "@/components/shell/data-table";
import { Time, ZoneName } from "@/components/shell/time";
import type { AuditEntry } from "@/lib/audit/queries";
import { actionWords } from "./action-words";
import { type ChangedField, changedFields } from "./changed-fields";

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
          cell: (row) => <span className="block truncate font-medium">{actionWords(row.action)}</span>,
        },
        { ...subject, cell: (row) => <Subject value={row.subject} /> },
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

/** Whole in the entry, where it can be copied. */
function Subject({ value }: { value: string }) {
  return (
    <bdi title={value} className="mono block truncate text-text-muted">
      {value.length > 14 ? `${value.slice(0, 8)}…${value.slice(-4)}` : value}
    </bdi>
  );
}

function changesInShort({ details }: AuditEntry): string {
  if (!details) return "Erased";
  const names = changedFields(details).map(inShort);
  const reason = typeof details.reason === "string" ? `“${details.reason}”` : "";
  return [names.join(", "), reason].filter((part) => part !== "").join(" · ");
}

/** "name: Old → New" where both are short, else the field alone. */
function inShort({ field, before, after }: ChangedField): string {
  const words = [before, after].map((value) => (isShort(value) ? String(value ?? "nothing") : null));
  return words.includes(null) ? field : `${field}: ${words.join(" → ")}`;
}

function isShort(value: unknown): boolean {
  return value === null || typeof value !== "object" ? String(value).length <= 40 : false;
}
