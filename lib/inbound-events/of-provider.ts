import { and, desc, eq } from "drizzle-orm";
import type { InboundProvider } from "../../db/columns";
import { integrations } from "../../db/schema/integrations";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";

export type ProviderIntegration = {
  id: string;
  state: (typeof integrations.$inferSelect)["state"];
  pausedAt: Date | null;
  createdAt: Date;
  /** Whether we can ask the provider, and not only listen. */
  hasKeys: boolean;
};

/** The project's integration with a provider; where it is disconnected, the last one, whose events are still here. */
export async function findOfProvider(
  ctx: Ctx,
  provider: InboundProvider,
): Promise<ProviderIntegration | null> {
  const { id, state, pausedAt, createdAt, keyId } = integrations;
  const [row] = await read(ctx, (tx) =>
    tx
      .select({ id, state, pausedAt, createdAt, keyId })
      .from(integrations)
      .where(and(eq(integrations.projectId, ctx.projectId), eq(integrations.provider, provider)))
      // "connected" stands before "disconnected".
      .orderBy(integrations.state, desc(createdAt), desc(id))
      .limit(1),
  );
  if (!row) return null;
  const { keyId: key, ...rest } = row;
  return { ...rest, hasKeys: key !== null };
}
