import type { InboundProvider } from "../../db/columns";
import { integrationRoutes, integrations } from "../../db/schema/integrations";
import type { CommandCtx } from "../core/command";
import { newId } from "../core/ids";
import { lockName } from "../core/lock-name";
import { findIntegration } from "./connections";

/** The project's integration with a provider, made where there is none. Whoever else makes one waits. */
export async function ensureIntegration(
  ctx: CommandCtx,
  provider: InboundProvider,
): Promise<typeof integrations.$inferSelect> {
  const { projectId } = ctx;
  await lockName(ctx.tx, `integration ${projectId} ${provider}`);
  const known = await findIntegration(ctx.tx, projectId, provider);
  if (known) return known;
  const createdAt = ctx.clock.now();
  const id = newId(createdAt);
  const [made] = await ctx.tx
    .insert(integrations)
    .values({ projectId, id, provider, state: "connected", settings: {}, createdAt })
    .returning();
  if (!made) throw new Error("an integration was not made");
  await ctx.tx.insert(integrationRoutes).values({ integrationId: id, projectId, provider });
  return made;
}
