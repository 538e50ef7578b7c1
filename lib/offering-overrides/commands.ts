import { and, eq, inArray } from "drizzle-orm";
import { offeringOverrides, offerings } from "../../db/schema/catalogue";
import { actorId } from "../core/audit";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import type { EventData } from "../events/data";
import { emit } from "../events/emit";
import { type LockedCustomer, lockCustomer } from "../identity/lock";
import { actOnce } from "../support-actions/act-once";
import { overrideOfferingInput, resetOfferingInput } from "./schema";

const permission = "access:write";

/** The customer sees this offering in place of the current one. */
export const overrideOffering = command({
  name: "offering.override",
  permission,
  input: overrideOfferingInput,
  async run({ ctx, input: { customer: profileId, offering: id, ...trail }, audit }) {
    const customer = await lockCustomer(ctx, profileId);
    const before = await overridesOf(ctx, customer);
    const isSame = before.length > 0 && before.every(({ offeringId }) => offeringId === id);
    if (isSame) return audit("unchanged");
    const act = {
      kind: "override_offering" as const,
      profileId: customer.id,
      ...trail,
      asked: { ...trail, offering: id },
    };
    const { isFirst } = await actOnce(ctx, act, async () => {
      const { key, name } = await findOffering(ctx, id);
      await remove(ctx, customer);
      await ctx.tx.insert(offeringOverrides).values({
        projectId: ctx.projectId,
        profileId: customer.id,
        offeringId: id,
        actorKind: ctx.actor.kind,
        actorId: actorId(ctx.actor),
        createdAt: ctx.clock.now(),
      });
      const shown = showId("offering", id);
      await tell(ctx, customer, { id: shown, key, name });
      audit({ ...about(customer, trail), before: { offering: shownOf(before) }, after: { offering: shown } });
      return { offering: shown };
    });
    if (!isFirst) audit("unchanged");
  },
});

/** The customer sees the current offering again, whichever that is. */
export const resetOffering = command({
  name: "offering.reset",
  permission,
  input: resetOfferingInput,
  async run({ ctx, input: { customer: profileId, ...trail }, audit }) {
    const customer = await lockCustomer(ctx, profileId);
    const before = await overridesOf(ctx, customer);
    if (before.length === 0) return audit("unchanged");
    const act = { kind: "reset_offering" as const, profileId: customer.id, ...trail, asked: trail };
    const { isFirst } = await actOnce(ctx, act, async () => {
      await remove(ctx, customer);
      await tell(ctx, customer, null);
      audit({ ...about(customer, trail), before: { offering: shownOf(before) }, after: { offering: null } });
      return { offering: null };
    });
    if (!isFirst) audit("unchanged");
  },
});

type Override = { offeringId: string };

function about({ id }: LockedCustomer, { reason }: { reason?: string }) {
  return { subject: showId("profile", id), profileId: id, reason };
}

function shownOf([first]: Override[]): string | null {
  return first ? showId("offering", first.offeringId) : null;
}

async function tell(
  ctx: CommandCtx,
  { id: profileId, environment }: LockedCustomer,
  offering: EventData["offering.overridden"]["offering"],
): Promise<void> {
  await emit(ctx, { type: "offering.overridden", profileId, environment, payload: { offering } });
}

/** Of any profile: those of joined ones go together. */
async function overridesOf(ctx: CommandCtx, customer: LockedCustomer): Promise<Override[]> {
  return ctx.tx
    .select({ offeringId: offeringOverrides.offeringId })
    .from(offeringOverrides)
    .where(ofCustomer(ctx, customer))
    .orderBy(offeringOverrides.createdAt);
}

async function remove(ctx: CommandCtx, customer: LockedCustomer): Promise<void> {
  await ctx.tx.delete(offeringOverrides).where(ofCustomer(ctx, customer));
}

function ofCustomer(ctx: CommandCtx, { profileIds }: LockedCustomer) {
  return and(
    eq(offeringOverrides.projectId, ctx.projectId),
    inArray(offeringOverrides.profileId, profileIds),
  );
}

async function findOffering(ctx: CommandCtx, id: string) {
  const [offering] = await ctx.tx
    .select()
    .from(offerings)
    .where(and(eq(offerings.projectId, ctx.projectId), eq(offerings.id, id)))
    .for("share");
  if (!offering) throw new AppError("not_found", "There is no such offering");
  if (!offering.archivedAt) return offering;
  const message = "This offering is archived";
  throw new AppError("invalid", message, { offering: message });
}
