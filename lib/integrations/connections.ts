import { and, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "../../db/client";
import type { InboundProvider } from "../../db/columns";
import { integrations } from "../../db/schema/integrations";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { type Sealed, seal, unseal } from "../core/sealed";
import type { GatewayProvider } from "./schema";

type Row = typeof integrations.$inferSelect;
/** What is shown of a connection. Its secrets are never read for a page. */
export type Connection = { provider: GatewayProvider; mode: Mode; hint: string; connectedAt: Date };
type Mode = "test" | "live";
/** An integration by whose keys we call the provider. */
export type Connected = Row & { mode: Mode; secrets: Buffer; keyId: string; connectedAt: Date };

const stripeSecrets = z.object({ secretKey: z.string() });
const paypalSecrets = z.object({ clientId: z.string(), secret: z.string() });
export type Secrets = z.infer<typeof stripeSecrets> | z.infer<typeof paypalSecrets>;

/** Those that we can call. */
export async function listConnections(ctx: Ctx): Promise<Connection[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select({
        provider: integrations.provider,
        mode: integrations.mode,
        hint: integrations.hint,
        connectedAt: integrations.connectedAt,
      })
      .from(integrations)
      .where(
        and(
          eq(integrations.projectId, ctx.projectId),
          eq(integrations.state, "connected"),
          isNotNull(integrations.secrets),
        ),
      ),
  );
  return rows.flatMap(({ provider, mode, hint, connectedAt }) =>
    (provider === "stripe" || provider === "paypal") && mode && hint && connectedAt
      ? [{ provider, mode, hint, connectedAt }]
      : [],
  );
}

export async function findConnected(
  tx: Transaction,
  projectId: string,
  provider: GatewayProvider,
): Promise<Connected | null> {
  const row = await findIntegration(tx, projectId, provider);
  return row && isConnected(row) ? row : null;
}

/** The project's one integration with a provider, with keys or without. */
export async function findIntegration(
  tx: Transaction,
  projectId: string,
  provider: InboundProvider,
): Promise<Row | null> {
  const [row] = await tx
    .select()
    .from(integrations)
    .where(
      and(
        eq(integrations.projectId, projectId),
        eq(integrations.provider, provider),
        eq(integrations.state, "connected"),
      ),
    );
  return row ?? null;
}

function isConnected(row: Row): row is Connected {
  return row.secrets !== null && row.keyId !== null && row.mode !== null && row.connectedAt !== null;
}

/** Sealed for this row alone: the bytes say nothing in another row or project. */
export function sealSecrets(projectId: string, id: string, secrets: Secrets): Sealed {
  return seal(JSON.stringify(secrets), [projectId, id]);
}

export function stripeKeyOf(row: Connected): string {
  return stripeSecrets.parse(opened(row)).secretKey;
}

export function paypalSecretsOf(row: Connected): z.infer<typeof paypalSecrets> {
  return paypalSecrets.parse(opened(row));
}

function opened({ projectId, id, secrets, keyId }: Connected): unknown {
  return JSON.parse(unseal({ keyId, bytes: secrets }, [projectId, id]));
}
