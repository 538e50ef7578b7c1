import { NoMatch, Nothing } from "@/components/shell/empty-state";
import { TableFooter } from "@/components/shell/table-footer";
import type { AuditEntry } from "@/lib/audit/queries";
import { type AuditList, auditPageSizes } from "@/lib/audit/schema";
import { auditChips } from "./audit-filters";
import { AuditTable } from "./audit-table";
import { auditQuery } from "./audit-url";

type Loaded = { rows: AuditEntry[]; nextCursor: string | null; previousCursor: string | null };

/** One page of the log. */
export async function AuditLog({
  path,
  list,
  load,
  actors,
  entryHref,
}: {
  path: string;
  list: AuditList;
  load: () => Promise<Loaded>;
  actors: { id: string; name: string }[];
  entryHref: (id: string) => string;
}) {
  const { rows, nextCursor, previousCursor } = await load();
  const chips = auditChips(path, list, actors);
  if (rows.length === 0)
    return chips.length > 0 ? (
      <NoMatch title="No entry matches" chips={chips} />
    ) : (
      <Nothing>Nothing has been changed yet. Every change by a person, a key or a rule is kept here.</Nothing>
    );
  const at = (cursor: string | null) => (cursor ? path + auditQuery(list, { cursor }) : undefined);
  return (
    <>
      <AuditTable rows={rows} entryHref={entryHref} />
      <TableFooter
        shown={`${rows.length} ${rows.length === 1 ? "entry" : "entries"}`}
        previousHref={at(previousCursor)}
        nextHref={at(nextCursor)}
        size={list.size}
        sizes={auditPageSizes.map((size) => ({ size, href: path + auditQuery(list, { size }) }))}
        hints={[
          { keys: ["J", "K"], label: "move" },
          { keys: ["Enter"], label: "open" },
        ]}
      />
    </>
  );
}
