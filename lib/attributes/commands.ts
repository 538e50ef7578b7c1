import { and, eq, inArray, sql } from "drizzle-orm";
import { attributeChanges, attributes } from "../../db/schema/attributes";
import { actorId } from "../core/audit";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import type { Customer } from "../customers/customer";
import { holdingAttributes } from "../customers/holding-attributes";
import { emit } from "../events/emit";
import { lockCustomer } from "../identity/lock";
import { type AttributeError, planAttributes, spareDeletions } from "./plan";
import { setAttributesInput } from "./schema";

/** Sets what is right and says of each of the others what is wrong; only where nothing is right it is `invalid`. */
export const setAttributes = command({
  name: "attributes.set",
  permission: "customers:write",
  input: setAttributesInput,
  async run({ ctx, input, audit }): Promise<{ attributeErrors: AttributeError[] }> {
    const customer = await lockCustomer(ctx, input.customer);
    const rows = await ctx.tx
      .select()
      .from(attributes)
      .where(
        and(eq(attributes.projectId, ctx.projectId), inArray(attributes.profileId, customer.profileIds)),
      );
    const now = ctx.clock.now();
    const { writes, errors } = planAttributes(holdingAttributes(rows), input.attributes, now);
    if (errors.length === Object.keys(input.attributes).length)
      throw new AppError(
        "invalid",
        errors[0]?.message ?? "",
        Object.fromEntries(errors.map(({ key, message }) => [`attributes.${key}`, message])),
      );
    const changes = writes.filter((write) => write.value !== write.previous);
    await keep(ctx, customer, writes, changes);
    await forgetDeletions(ctx, customer, rows, writes);
    if (changes.length === 0) audit("unchanged");
    else {
      const now = Object.fromEntries(changes.map(({ key, value }) => [key, value]));
      const previous = Object.fromEntries(changes.map((change) => [change.key, change.previous]));
      const { id: profileId, environment } = customer;
      const payload = { attributes: now, previous };
      await emit(ctx, { type: "attributes.updated", profileId, environment, payload });
      audit({ subject: showId("profile", profileId), profileId, before: previous, after: now });
    }
    return { attributeErrors: errors };
  },
});

type Writes = ReturnType<typeof planAttributes>["writes"];

async function keep(ctx: CommandCtx, customer: Customer, writes: Writes, changes: Writes): Promise<void> {
  if (writes.length === 0) return;
  const place = { projectId: ctx.projectId, profileId: customer.id, source: sourceOf(ctx) };
  await ctx.tx
    .insert(attributes)
    .values(writes.map(({ key, value, updatedAt }) => ({ ...place, key, value, updatedAt })))
    .onConflictDoUpdate({
      target: [attributes.projectId, attributes.profileId, attributes.key],
      set: {
        value: sql`excluded.value`,
        source: sql`excluded.source`,
        updatedAt: sql`excluded.updated_at`,
      },
    });
  if (changes.length === 0) return;
  const receivedAt = ctx.clock.now();
  await ctx.tx.insert(attributeChanges).values(
    changes.map(({ key, value, updatedAt }) => ({
      ...place,
      id: newId(receivedAt),
      key,
      value,
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      updatedAt,
      receivedAt,
    })),
  );
}

/** Else a key for each minute, set and deleted, would fill the table: each write reads all of a customer's rows. */
async function forgetDeletions(
  ctx: CommandCtx,
  { id }: Customer,
  rows: Parameters<typeof spareDeletions>[0],
  writes: Writes,
): Promise<void> {
  if (!writes.some(({ value }) => value === null)) return;
  const written = new Set(writes.map(({ key }) => key));
  const before = rows.filter(({ profileId, key }) => profileId !== id || !written.has(key));
  const spare = spareDeletions([...before, ...writes.map((write) => ({ ...write, profileId: id }))], id);
  if (spare.length === 0) return;
  await ctx.tx
    .delete(attributes)
    .where(
      and(
        eq(attributes.projectId, ctx.projectId),
        eq(attributes.profileId, id),
        inArray(attributes.key, spare),
      ),
    );
}

/**
 * What a provider said of a customer, with its own times: newer than it what a person wrote since stays. A null value takes
 * back what was said by mistake. Keys and values that break the rules are left out.
 */
export async function keepProviderAttributes(
  ctx: CommandCtx,
  profileId: string,
  said: ReadonlyMap<string, { value: string | null; at: Date }>,
): Promise<void> {
  if (said.size === 0) return;
  const customer = await lockCustomer(ctx, profileId);
  const rows = await ctx.tx
    .select()
    .from(attributes)
    .where(and(eq(attributes.projectId, ctx.projectId), inArray(attributes.profileId, customer.profileIds)));
  // What the provider itself said at the same time may be put right; whoever else wrote then stays.
  const standing = new Map(
    [...holdingAttributes(rows)].map(([key, held]) => [
      key,
      held.source === "provider" ? { ...held, updatedAt: new Date(held.updatedAt.getTime() - 1) } : held,
    ]),
  );
  const given = Object.fromEntries(
    [...said]
      .filter(([key, { value }]) => value !== (standing.get(key)?.value ?? null))
      .map(([key, { value, at }]) => [key, { value, updatedAtMs: at.getTime() }]),
  );
  const { writes } = planAttributes(standing, given, ctx.clock.now());
  const changes = writes.filter((write) => write.value !== write.previous);
  if (changes.length === 0) return;
  await keep(ctx, customer, changes, changes);
  const payload = {
    attributes: Object.fromEntries(changes.map(({ key, value }) => [key, value])),
    previous: Object.fromEntries(changes.map(({ key, previous }) => [key, previous])),
  };
  const { id, environment } = customer;
  await emit(ctx, { type: "attributes.updated", profileId: id, environment, payload });
}

function sourceOf({ actor }: CommandCtx): (typeof attributes.$inferInsert)["source"] {
  if (actor.kind === "user") return "console";
  return actor.kind === "provider" ? "provider" : "api";
}
