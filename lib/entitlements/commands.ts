import { and, eq } from "drizzle-orm";
import { entitlements } from "../../db/schema/catalogue";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import type { Entitlement } from "./queries";
import { createEntitlementInput, oneEntitlementInput, renameEntitlementInput } from "./schema";

const permission = "catalogue:write";

/** The key is what apps ask for, so it stays. */
export const createEntitlement = command({
  name: "entitlement.create",
  permission,
  input: createEntitlementInput,
  async run({ ctx, input, audit }) {
    const createdAt = ctx.clock.now();
    const id = newId(createdAt);
    const [made] = await ctx.tx
      .insert(entitlements)
      .values({ projectId: ctx.projectId, id, ...input, createdAt })
      .onConflictDoNothing()
      .returning({ id: entitlements.id });
    if (!made) {
      const message = `There is an entitlement ${input.key} already`;
      throw new AppError("conflict", message, { key: message });
    }
    audit({ subject: showId("entitlement", id), after: input });
    return { entitlementId: showId("entitlement", id) };
  },
});

export const renameEntitlement = command({
  name: "entitlement.rename",
  permission,
  input: renameEntitlementInput,
  async run({ ctx, input: { entitlement: id, name }, audit }) {
    const before = await lockEntitlement(ctx, id);
    if (before.name === name) return audit("unchanged");
    await change(ctx, id, { name });
    audit({ subject: showId("entitlement", id), before: { name: before.name }, after: { name } });
  },
});

/** Whoever has it keeps it, and products go on opening it; it is not offered for new ones. */
export const archiveEntitlement = command({
  name: "entitlement.archive",
  permission,
  input: oneEntitlementInput,
  async run({ ctx, input: { entitlement: id }, audit }) {
    const { archivedAt } = await lockEntitlement(ctx, id);
    if (archivedAt) return audit("unchanged");
    await change(ctx, id, { archivedAt: ctx.clock.now() });
    audit({ subject: showId("entitlement", id), before: { archived: false }, after: { archived: true } });
  },
});

export const unarchiveEntitlement = command({
  name: "entitlement.unarchive",
  permission,
  input: oneEntitlementInput,
  async run({ ctx, input: { entitlement: id }, audit }) {
    const { archivedAt } = await lockEntitlement(ctx, id);
    if (!archivedAt) return audit("unchanged");
    await change(ctx, id, { archivedAt: null });
    audit({ subject: showId("entitlement", id), before: { archived: true }, after: { archived: false } });
  },
});

async function change(ctx: CommandCtx, id: string, to: Partial<typeof entitlements.$inferInsert>) {
  await ctx.tx.update(entitlements).set(to).where(one(ctx, id));
}

async function lockEntitlement(ctx: CommandCtx, id: string): Promise<Entitlement> {
  const [entitlement] = await ctx.tx.select().from(entitlements).where(one(ctx, id)).for("no key update");
  if (!entitlement) throw new AppError("not_found", "There is no such entitlement");
  return entitlement;
}

function one(ctx: CommandCtx, id: string) {
  return and(eq(entitlements.projectId, ctx.projectId), eq(entitlements.id, id));
}
