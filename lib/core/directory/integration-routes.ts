import { eq } from "drizzle-orm";
import type { InboundProvider } from "../../../db/columns";
import { integrationRoutes } from "../../../db/schema/integrations";
import { database } from "../database";

export type IntegrationRoute = { integrationId: string; projectId: string; provider: InboundProvider };

/** The project behind the address to which a provider sends, also when the integration has ended. */
export async function findIntegrationRoute(integrationId: string): Promise<IntegrationRoute | null> {
  const [row] = await database()
    .select()
    .from(integrationRoutes)
    .where(eq(integrationRoutes.integrationId, integrationId))
    .limit(1);
  return row ?? null;
}
