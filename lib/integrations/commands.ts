import { and, eq } from "drizzle-orm";
import type { InboundProvider } from "../../db/columns";
import { integrations } from "../../db/schema/integrations";
import { type CommandCtx, command } from "../core/command";
import { showId } from "../core/ids";
import { lockName } from "../core/lock-name";
import { findIntegration } from "./connections";
import { disconnectInput } from "./schema";

const permission = "integrations:write";

/** Its secrets are gone at once. Charges wait until it is connected again. */
export const disconnectIntegration = command({
  name: "integration.disconnect",
  permission,
  input: disconnectInput,
  async run({ ctx, input: { provider }, audit }) {
    const id = await disconnect(ctx, provider);
    if (id === null) return audit("unchanged");
    audit({ subject: showId("integration", id), before: { provider } });
  },
});

async function disconnect(ctx: CommandCtx, provider: InboundProvider): Promise<string | null> {
  await lockName(ctx.tx, `integration ${ctx.projectId} ${provider}`);
  const row = await findIntegration(ctx.tx, ctx.projectId, provider);
  if (!row) return null;
  await ctx.tx
    .update(integrations)
    .set({
      ...{ state: "disconnected", disconnectedAt: ctx.clock.now() },
      ...{ secrets: null, keyId: null, connectedAt: null, inboundSecrets: null, inboundKeyId: null },
    })
    .where(and(eq(integrations.projectId, ctx.projectId), eq(integrations.id, row.id)));
  return row.id;
}
