import { z } from "zod";
import { showId } from "../core/ids";
import { instant, resource } from "../core/resource";
import { actorResource, showActor } from "../events/resource";
import type { AuditEntry } from "./queries";

export const auditEntryResource = resource("AuditEntry", {
  id: z.string(),
  occurredAt: instant,
  actor: actorResource,
  actorName: z.string(),
  action: z.string(),
  subject: z.string().describe("The id of what was changed."),
  profileId: z.string().nullable(),
  details: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe("What was there before and after, and the reason; null once erased."),
  requestId: z.string(),
});

export function showAuditEntry(entry: AuditEntry): z.input<typeof auditEntryResource> {
  return {
    id: showId("auditEntry", entry.id),
    occurredAt: entry.occurredAt.toISOString(),
    actor: showActor(entry),
    actorName: entry.actorName,
    action: entry.action,
    subject: entry.subject,
    profileId: entry.profileId && showId("profile", entry.profileId),
    details: entry.details,
    requestId: entry.requestId,
  };
}
