import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "../../db/client";
import { integrations } from "../../db/schema/gateways";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { type Sealed, seal, unseal } from "../core/sealed";
import type { IntegrationProvider } from "./schema";

type Row = typeof integrations.$inferSelect;
/** What is shown of a connection. Its secrets are never read for a page. */
export type Connection = Pick<Row, "provider" | "mode" | "hint" | "createdAt">;

const stripeSecrets = z.object({ secretKey: z.string() });
const paypalSecrets = z.object({ clientId: z.string(), secret: z.string() });
export type Secrets = z.infer<typeof stripeSecrets> | z.infer<typeof paypalSecrets>;

export async function listConnections(ctx: Ctx): Promise<Connection[]> {
  return read(ctx, (tx) =>
    tx
      .select({
        provider: integrations.provider,
        mode: integrations.mode,
        hint: integrations.hint,
        createdAt: integrations.createdAt,
      })
      .from(integrations)
      .where(and(eq(integrations.projectId, ctx.projectId), eq(integrations.state, "connected"))),
  );
}

export async function findConnected(
  tx: Transaction,
  projectId: string,
  provider: IntegrationProvider,
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

/** Sealed for this row alone: the bytes say nothing in another row or project. */
export function sealSecrets(projectId: string, id: string, secrets: Secrets): Sealed {
  return seal(JSON.stringify(secrets), [projectId, id]);
}

export function stripeKeyOf(row: Row): string {
  return stripeSecrets.parse(opened(row)).secretKey;
}

export function paypalSecretsOf(row: Row): z.infer<typeof paypalSecrets> {
  return paypalSecrets.parse(opened(row));
}

function opened({ projectId, id, secrets, keyId }: Row): unknown {
  if (!secrets || !keyId) throw new Error("a connected integration has its secrets");
  return JSON.parse(unseal({ keyId, bytes: secrets }, [projectId, id]));
}
