import type { AuditFilter, AuditList } from "@/lib/audit/schema";

export type AuditChange = Partial<AuditFilter> & { size?: number; cursor?: string | null };

/** The address of the log with something changed; a changed filter begins at the first page. */
export function auditQuery(list: AuditList, change: AuditChange = {}): string {
  const { size = list.size, cursor = null, ...filter } = change;
  const { action, actorId, subject, days } = { ...list.filter, ...filter };
  const entries = { action, actor: actorId, subject, days, size: size === 50 ? null : size, cursor };
  const params = Object.entries(entries).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
  );
  return params.length > 0 ? `?${new URLSearchParams(params)}` : "";
}
