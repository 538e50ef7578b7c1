import { and, eq, inArray } from "drizzle-orm";
import { tags } from "../../db/schema/tags";
import { actorId } from "../core/audit";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import type { Customer } from "../customers/customer";
import { emit } from "../events/emit";
import { lockCustomer } from "../identity/lock";
import { listTags } from "./queries";
import { tagInput, tagLimits } from "./schema";

/** A tag that the customer has in other letters of the same case counts as there. */
export const addTag = command({
  name: "tag.add",
  permission: "customers:write",
  input: tagInput,
  async run({ ctx, input: { customer: profileId, tag }, audit }) {
    const { customer, before } = await lockTags(ctx, profileId);
    if (before.some((name) => name.toLowerCase() === tag.toLowerCase())) return audit("unchanged");
    if (before.length >= tagLimits.count) {
      const message = `A customer has at most ${tagLimits.count} tags. Remove one first.`;
      throw new AppError("conflict", message, { tag: message });
    }
    await ctx.tx.insert(tags).values({
      projectId: ctx.projectId,
      profileId: customer.id,
      name: tag,
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      createdAt: ctx.clock.now(),
    });
    const { id } = customer;
    audit({ subject: showId("profile", id), profileId: id, after: { tag } });
    await tell(ctx, customer, before);
  },
});

export const removeTag = command({
  name: "tag.remove",
  permission: "customers:write",
  input: tagInput,
  async run({ ctx, input: { customer: profileId, tag }, audit }) {
    const { customer, before } = await lockTags(ctx, profileId);
    if (!before.includes(tag)) return audit("unchanged");
    await ctx.tx
      .delete(tags)
      .where(
        and(
          eq(tags.projectId, ctx.projectId),
          inArray(tags.profileId, customer.profileIds),
          eq(tags.name, tag),
        ),
      );
    const { id } = customer;
    audit({ subject: showId("profile", id), profileId: id, before: { tag } });
    await tell(ctx, customer, before);
  },
});

async function lockTags(
  ctx: CommandCtx,
  profileId: string,
): Promise<{ customer: Customer; before: string[] }> {
  const customer = await lockCustomer(ctx, profileId);
  return { customer, before: await listTags(ctx, customer) };
}

async function tell(ctx: CommandCtx, customer: Customer, before: string[]): Promise<void> {
  const { id: profileId, environment } = customer;
  const { email, userId } = customer;
  const payload = { email, user_id: userId, tags: await listTags(ctx, customer), previous: { tags: before } };
  await emit(ctx, { type: "profile.updated", profileId, environment, payload });
}
