import { and, eq, inArray, isNull } from "drizzle-orm";
import { entitlements } from "../../db/schema/catalogue";
import { entitlementGrants } from "../../db/schema/grants";
import { actorId } from "../core/audit";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import { emit } from "../events/emit";
import { type LockedCustomer, lockCustomer, lockCustomers, requireNoErasure } from "../identity/lock";
import { projectTerrain } from "../subscriptions/project-time";
import { actOnce } from "../support-actions/act-once";
import { type Duration, durationEnd } from "./durations";
import { type GrantRow, isGrantActive } from "./queries";
import { extendInput, grantInput, revokeInput, transferInput } from "./schema";

const permission = "access:write";
const sameEndMs = 2 * 60 * 60_000;
const longestYears = 100;

type GrantResult = { grantId: string };

/** Opens an entitlement without money. A second one that ends within 2 hours of an active one is that one. */
export const grantEntitlement = command({
  name: "entitlement.grant",
  permission,
  input: grantInput,
  async run({ ctx, input: { customer: profileId, entitlement: id, ...asked }, audit }): Promise<GrantResult> {
    const customer = await lockCustomer(ctx, profileId);
    await requireNoErasure(ctx, customer.profileIds);
    const { now } = await projectTerrain(ctx);
    const expiresAt = endOf(asked, now, now);
    const known = (await activeGrants(ctx, customer, id, now)).find((each) => endTogether(each, expiresAt));
    if (known) {
      audit("unchanged");
      return { grantId: showId("grant", known.id) };
    }
    const act = {
      kind: "grant" as const,
      profileId: customer.id,
      ...trailOf(asked),
      asked: { ...asked, entitlement: id },
    };
    const { result, isFirst } = await actOnce(ctx, act, async () => {
      await requireEntitlement(ctx, id);
      const grant = newGrant(ctx, { profileId: customer.id, entitlementId: id, startsAt: now, expiresAt });
      await ctx.tx.insert(entitlementGrants).values(grant);
      await tell(ctx, "granted", customer, grant, now);
      audit({ ...about(grant, asked), after: { entitlement: showId("entitlement", id), expiresAt } });
      return { grantId: showId("grant", grant.id) };
    });
    if (!isFirst) audit("unchanged");
    return result;
  },
});

export const revokeGrant = command({
  name: "entitlement.revoke",
  permission,
  input: revokeInput,
  async run({ ctx, input: { customer: profileId, grant: id, ...asked }, audit }): Promise<GrantResult> {
    const customer = await lockCustomer(ctx, profileId);
    const grant = await findGrant(ctx, customer, id);
    if (grant.revokedAt) {
      audit("unchanged");
      return { grantId: showId("grant", id) };
    }
    const { now } = await projectTerrain(ctx);
    requireActive(grant, now);
    const act = {
      kind: "revoke" as const,
      profileId: customer.id,
      ...trailOf(asked),
      asked: { ...asked, grant: id },
    };
    const { result, isFirst } = await actOnce(ctx, act, async () => {
      await endGrant(ctx, grant, now);
      await tell(ctx, "revoked", customer, grant, now);
      audit({ ...about(grant, asked), before: { expiresAt: grant.expiresAt }, after: { revokedAt: now } });
      return { grantId: showId("grant", id) };
    });
    if (!isFirst) audit("unchanged");
    return result;
  },
});

/** Counts a duration from the end that stands. */
export const extendGrant = command({
  name: "entitlement.extend",
  permission,
  input: extendInput,
  async run({ ctx, input: { customer: profileId, grant: id, ...asked }, audit }): Promise<GrantResult> {
    const customer = await lockCustomer(ctx, profileId);
    const grant = await findGrant(ctx, customer, id);
    const { now } = await projectTerrain(ctx);
    const act = {
      kind: "extend" as const,
      profileId: customer.id,
      ...trailOf(asked),
      asked: { ...asked, grant: id },
    };
    const { result, isFirst } = await actOnce(ctx, act, async () => {
      requireActive(grant, now);
      if (!grant.expiresAt) throw new AppError("conflict", "This grant lasts for life already.");
      const expiresAt = endOf(asked, grant.expiresAt, now);
      if (expiresAt && expiresAt <= grant.expiresAt) refuseEnd("Choose a date after the end that stands");
      await ctx.tx.update(entitlementGrants).set({ expiresAt }).where(one(ctx, id));
      await tell(ctx, "granted", customer, { ...grant, expiresAt }, now, {
        previous_expires_at: grant.expiresAt.toISOString(),
      });
      audit({ ...about(grant, asked), before: { expiresAt: grant.expiresAt }, after: { expiresAt } });
      return { grantId: showId("grant", id) };
    });
    if (!isFirst) audit("unchanged");
    return result;
  },
});

/** Ends here and goes on there with the same end, in the histories of both. */
export const transferGrant = command({
  name: "entitlement.transfer",
  permission,
  input: transferInput,
  async run({
    ctx,
    input: { customer: fromId, grant: id, to: toId, ...asked },
    audit,
  }): Promise<GrantResult> {
    const [from, to] = await lockCustomers(ctx, [fromId, toId]);
    if (!from || !to) throw new AppError("not_found", "There is no such customer");
    if (from.id === to.id) {
      const message = "This is the same customer";
      throw new AppError("invalid", message, { to: message });
    }
    await requireNoErasure(ctx, to.profileIds);
    const grant = await findGrant(ctx, from, id);
    const { now } = await projectTerrain(ctx);
    const { key, ...trail } = trailOf(asked);
    const wish = { ...asked, grant: id, to: to.id };
    const act = { kind: "transfer" as const, profileId: from.id, key, ...trail, asked: wish };
    const { result, isFirst } = await actOnce(ctx, act, async () => {
      requireActive(grant, now);
      const { entitlementId, expiresAt } = grant;
      const taken = newGrant(ctx, { profileId: to.id, entitlementId, startsAt: now, expiresAt });
      await endGrant(ctx, grant, now);
      await ctx.tx.insert(entitlementGrants).values({ ...taken, transferredFrom: id });
      // By the grants and not by the people: who is erased later must not stand in the history of the other.
      const moved = { from: showId("grant", id), to: showId("grant", taken.id) };
      await tell(ctx, "revoked", from, grant, now, { transferred_to: moved.to });
      await tell(ctx, "granted", to, taken, now, { transferred_from: moved.from });
      audit({ ...about(grant, asked), after: moved });
      audit({ ...about(taken, asked), after: moved });
      return { grantId: showId("grant", taken.id) };
    });
    if (isFirst)
      await actOnce(ctx, { ...trail, kind: "transfer", profileId: to.id, asked: wish }, async () => result);
    else audit("unchanged");
    return result;
  },
});

type Asked = { key?: string; reason?: string; comment?: string };

function trailOf({ key, reason, comment }: Asked) {
  return { key, reason, comment };
}

function about(grant: { id: string; profileId: string }, { reason }: Asked) {
  return { subject: showId("grant", grant.id), profileId: grant.profileId, reason };
}

/** Null lasts for life. */
function endOf(asked: { duration?: Duration; until?: Date }, from: Date, now: Date): Date | null {
  const { duration, until } = asked;
  if (duration && until) refuseEnd("Name a duration or a date, not both");
  if (duration) return durationEnd(from, duration);
  if (!until) refuseEnd("Choose how long");
  if (until <= now) refuseEnd("Choose a date in the future");
  const latest = new Date(now);
  latest.setUTCFullYear(now.getUTCFullYear() + longestYears);
  if (until > latest) refuseEnd("Choose a date within 100 years, or lifetime");
  return until;
}

function refuseEnd(message: string): never {
  throw new AppError("invalid", message, { until: message });
}

function endTogether({ expiresAt }: GrantRow, end: Date | null): boolean {
  if (!expiresAt || !end) return expiresAt === end;
  return Math.abs(expiresAt.getTime() - end.getTime()) <= sameEndMs;
}

function newGrant(
  ctx: CommandCtx,
  values: Pick<GrantRow, "profileId" | "entitlementId" | "startsAt" | "expiresAt">,
) {
  const createdAt = ctx.clock.now();
  const by = { actorKind: ctx.actor.kind, actorId: actorId(ctx.actor) };
  return { projectId: ctx.projectId, id: newId(createdAt), ...values, ...by, createdAt };
}

async function endGrant(ctx: CommandCtx, grant: GrantRow, now: Date): Promise<void> {
  await ctx.tx
    .update(entitlementGrants)
    .set({ revokedAt: now, revokedByKind: ctx.actor.kind, revokedById: actorId(ctx.actor) })
    .where(one(ctx, grant.id));
}

function requireActive(grant: GrantRow, now: Date): void {
  if (isGrantActive(grant, now)) return;
  throw new AppError("conflict", "This grant has ended already. Grant the entitlement anew.");
}

async function findGrant(ctx: CommandCtx, customer: LockedCustomer, id: string): Promise<GrantRow> {
  const [grant] = await ctx.tx.select().from(entitlementGrants).where(one(ctx, id));
  if (!grant || !customer.profileIds.includes(grant.profileId))
    throw new AppError("not_found", "There is no such grant");
  return grant;
}

/** Under the lock of the customer, whose grants nobody else changes meanwhile. */
async function activeGrants(
  ctx: CommandCtx,
  customer: LockedCustomer,
  entitlementId: string,
  now: Date,
): Promise<GrantRow[]> {
  const grants = await ctx.tx
    .select()
    .from(entitlementGrants)
    .where(
      and(
        eq(entitlementGrants.projectId, ctx.projectId),
        inArray(entitlementGrants.profileId, customer.profileIds),
        eq(entitlementGrants.entitlementId, entitlementId),
        isNull(entitlementGrants.revokedAt),
      ),
    );
  return grants.filter((grant) => isGrantActive(grant, now));
}

async function requireEntitlement(ctx: CommandCtx, id: string): Promise<void> {
  const { archivedAt } = await findEntitlement(ctx, id);
  if (!archivedAt) return;
  const message = "This entitlement is archived";
  throw new AppError("invalid", message, { entitlement: message });
}

async function findEntitlement(ctx: CommandCtx, id: string) {
  const [entitlement] = await ctx.tx
    .select()
    .from(entitlements)
    .where(and(eq(entitlements.projectId, ctx.projectId), eq(entitlements.id, id)));
  if (!entitlement) throw new AppError("not_found", "There is no such entitlement");
  return entitlement;
}

async function tell(
  ctx: CommandCtx,
  what: "granted" | "revoked",
  { id: profileId, environment }: LockedCustomer,
  grant: Pick<GrantRow, "id" | "entitlementId" | "expiresAt">,
  occurredAt: Date,
  more: { previous_expires_at?: string; transferred_from?: string; transferred_to?: string } = {},
): Promise<void> {
  const { id, key, name } = await findEntitlement(ctx, grant.entitlementId);
  await emit(ctx, {
    type: `entitlement.${what}`,
    profileId,
    environment,
    occurredAt,
    payload: {
      grant_id: showId("grant", grant.id),
      entitlement: { id: showId("entitlement", id), key, name },
      expires_at: grant.expiresAt?.toISOString() ?? null,
      ...more,
    },
  });
}

function one(ctx: CommandCtx, id: string) {
  return and(eq(entitlementGrants.projectId, ctx.projectId), eq(entitlementGrants.id, id));
}
