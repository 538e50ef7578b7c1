import { z } from "zod";
import { listOperation } from "../core/operation";
import { listAudit } from "./queries";
import { auditEntryResource, showAuditEntry } from "./resource";

const word = z
  .string()
  .max(200)
  .regex(/^[\x20-\x7e]+$/, "Use letters, digits and signs only");

export const listAuditLogOperation = listOperation({
  id: "listAuditLog",
  path: "/audit-log",
  group: "Audit log",
  scope: "audit:read",
  summary: "List the audit log",
  description: "Who changed what, the newest first.",
  query: z.strictObject({
    action: word.optional().describe("Such as `key.create`."),
    subject: word.optional().describe("The id of what was changed."),
  }),
  item: auditEntryResource,
  examples: { query: { action: "key.create" } },
  run: async ({ ctx, query, page }) => {
    const filter = {
      action: query.action ?? null,
      subject: query.subject ?? null,
      actorId: null,
      days: null,
    };
    const { rows, nextCursor } = await listAudit(ctx, filter, page);
    return { data: rows.map(showAuditEntry), nextCursor };
  },
});

export const auditOperations = [listAuditLogOperation];
