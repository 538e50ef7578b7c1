import { stringify } from "csv-stringify/sync";
import type { Ctx } from "../core/ctx";
import { showId } from "../core/ids";
import { type AuditEntry, listAudit } from "./queries";
import type { AuditFilter } from "./schema";

const portion = 500;
const heads = [
  "id",
  "time",
  "actor",
  "actor kind",
  "actor id",
  "action",
  "target",
  "reason",
  "before",
  "after",
  "request id",
];

/** The entries of a filter as CSV, newest first, page by page. Cells that a spreadsheet would run as formulas are inert. */
export async function* auditCsv(ctx: Ctx, filter: AuditFilter): AsyncGenerator<string> {
  yield stringify([heads]);
  let cursor: string | undefined;
  do {
    const page = await listAudit(ctx, filter, { cursor, limit: portion });
    yield stringify(page.rows.map(cells), { escape_formulas: true });
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

function cells(entry: AuditEntry): string[] {
  const { details } = entry;
  const json = (value: unknown) => (value === undefined ? "" : JSON.stringify(value));
  return [
    showId("auditEntry", entry.id),
    entry.occurredAt.toISOString(),
    entry.actorName,
    entry.actorKind,
    entry.actorId,
    entry.action,
    entry.subject,
    typeof details?.reason === "string" ? details.reason : "",
    json(details?.before),
    json(details?.after),
    entry.requestId,
  ];
}
