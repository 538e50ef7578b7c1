import { sql } from "drizzle-orm";
import { auditLog } from "../../../db/schema/audit";
import { domainEvents } from "../../../db/schema/events";
import { supportActions } from "../../../db/schema/subscriptions";
import { can } from "../../core/permissions";
import { entryResource } from "../resource";
import { source } from "../source";

const columns = {
  type: auditLog.action,
  actorKind: auditLog.actorKind,
  actorId: auditLog.actorId,
  details: auditLog.details,
};

/**
 * What was done to a customer and raised no event. A command writes its audit rows and its events at one instant, so an
 * event or a support action of the same person at the same instant tells the same thing.
 */
export const audited = source({
  kinds: ["changes"],
  idKind: "auditEntry",
  table: auditLog,
  projectId: auditLog.projectId,
  id: auditLog.id,
  profileId: auditLog.profileId,
  occurredAt: auditLog.occurredAt,
  where: (ctx, customer) => sql`not exists (
    select 1 from ${domainEvents} where ${domainEvents.projectId} = ${ctx.projectId}
      and ${domainEvents.profileId} = any(${sql.param(customer.profileIds)}::uuid[])
      and ${domainEvents.occurredAt} = ${auditLog.occurredAt} and ${domainEvents.actorId} = ${auditLog.actorId})
    and not exists (
    select 1 from ${supportActions} where ${supportActions.projectId} = ${ctx.projectId}
      and ${supportActions.profileId} = any(${sql.param(customer.profileIds)}::uuid[])
      and ${supportActions.createdAt} = ${auditLog.occurredAt} and ${supportActions.actorId} = ${auditLog.actorId})`,
  columns,
  // What stood there before and after is for those who may read the audit log.
  item: ({ details, ...row }, place, ctx) => ({
    kind: "fact",
    ...place,
    ...row,
    payload: can(ctx.actor, "audit:read") ? (details ?? {}) : {},
  }),
  wholeColumns: columns,
  resource: ({ details: _, ...told }, place) => entryResource(place, { ...told, data: {} }),
});
