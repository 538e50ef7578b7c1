import { and, eq } from "drizzle-orm";
import type { InboundProvider } from "../../db/columns";
import { type IntegrationSettings, integrations } from "../../db/schema/integrations";
import { authorizedProject, type ProjectId } from "../core/ctx";
import { write } from "../core/database";
import { findIntegrationRoute } from "../core/directory/integration-routes";
import { findId } from "../core/ids";
import { type InboundSecrets, inboundSecretsOf } from "../integrations/inbound-secrets";

/** An integration to which its provider may send. */
export type Receiving = {
  projectId: ProjectId;
  integrationId: string;
  provider: InboundProvider;
  secrets: InboundSecrets;
  settings: IntegrationSettings;
};

const keptMs = 2_000;
const mostKept = 5_000;

/**
 * Looks addresses up, and again after seconds: a changed secret holds soon, and unknown addresses do not reach the database
 * each time. Who sends to an address has proved nothing yet: `verifyInbound` follows.
 */
export function createInboundGate(find: typeof findReceiving = findReceiving) {
  let known = new Map<string, { found: Promise<Receiving | null>; until: number }>();

  return async function receivingAt(provider: string, shownId: string, now: Date): Promise<Receiving | null> {
    const id = findId("integration", shownId);
    if (!id) return null;
    const time = now.getTime();
    let entry = known.get(id);
    if (!entry || entry.until <= time) {
      if (known.size >= mostKept) known = new Map();
      entry = { found: find(id, now), until: time + keptMs };
      known.set(id, entry);
      entry.found.catch(() => known.delete(id));
    }
    const found = await entry.found;
    return found?.provider === provider ? found : null;
  };
}

export async function findReceiving(integrationId: string, now: Date): Promise<Receiving | null> {
  const route = await findIntegrationRoute(integrationId);
  if (!route) return null;
  const projectId = authorizedProject(route.projectId);
  const [row] = await write(projectId, (tx) =>
    tx
      .select()
      .from(integrations)
      .where(
        and(
          eq(integrations.projectId, projectId),
          eq(integrations.id, integrationId),
          eq(integrations.state, "connected"),
        ),
      ),
  );
  if (!row) return null;
  const { provider, settings } = row;
  return { projectId, integrationId, provider, settings, secrets: inboundSecretsOf(row, now) };
}
