import { and, asc, desc, eq, getTableColumns, isNotNull, ne, or } from "drizzle-orm";
import { webhookEndpoints } from "../../db/schema/webhooks";
import { nameActors } from "../audit/actor-names";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { listHealth, noHealth } from "./endpoint-health";
import { unsealEndpointSecrets } from "./signature";
import { type EndpointHealth, type Standing, standingOf } from "./standing";

export const mostEndpoints = 50;

const columns = getTableColumns(webhookEndpoints);

export type Endpoint = Omit<typeof webhookEndpoints.$inferSelect, "secrets" | "keyId" | "projectId"> & {
  /** The name of the header with the shared secret; null without one. */
  sharedSecretHeader: string | null;
  /** Who brought it to the state that it is in. */
  actorName: string;
};

export type ListedEndpoint = { endpoint: Endpoint; health: EndpointHealth; standing: Standing };

/** Those that are not deleted, the oldest first; at most fifty, by the limit of a project. */
export async function listEndpoints(ctx: Ctx): Promise<ListedEndpoint[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select(columns)
      .from(webhookEndpoints)
      .where(and(eq(webhookEndpoints.projectId, ctx.projectId), ne(webhookEndpoints.state, "deleted")))
      .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id))
      .limit(mostEndpoints),
  );
  const [endpoints, health] = await Promise.all([
    nameActors(ctx, rows.map(withoutSecrets)),
    listHealth(
      ctx,
      rows.map(({ id }) => id),
    ),
  ]);
  const now = ctx.clock.now();
  return endpoints.map((endpoint) => {
    const own = health.get(endpoint.id) ?? noHealth(now);
    return { endpoint, health: own, standing: standingOf(endpoint, own) };
  });
}

/** The endpoint behind a shown id, a deleted one too: its history stays. */
export async function getEndpoint(ctx: Ctx, shownId: string): Promise<ListedEndpoint> {
  const id = findId("endpoint", shownId);
  const [row] = id
    ? await read(ctx, (tx) =>
        tx
          .select(columns)
          .from(webhookEndpoints)
          .where(and(eq(webhookEndpoints.projectId, ctx.projectId), eq(webhookEndpoints.id, id))),
      )
    : [];
  if (!row) throw noEndpoint();
  const [[endpoint], health] = await Promise.all([
    nameActors(ctx, [withoutSecrets(row)]),
    listHealth(ctx, [row.id]),
  ]);
  if (!endpoint) throw noEndpoint();
  const now = ctx.clock.now();
  const own = health.get(row.id) ?? noHealth(now);
  return { endpoint, health: own, standing: standingOf(endpoint, own) };
}

/** Endpoints that somebody must look at: disabled by us, or failing for a day. */
export async function listTroubledEndpoints(ctx: Ctx): Promise<Endpoint[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select(columns)
      .from(webhookEndpoints)
      .where(
        and(
          eq(webhookEndpoints.projectId, ctx.projectId),
          ne(webhookEndpoints.state, "deleted"),
          or(isNotNull(webhookEndpoints.failingSince), eq(webhookEndpoints.state, "disabled")),
        ),
      )
      .orderBy(desc(webhookEndpoints.failingSince))
      .limit(mostEndpoints),
  );
  const dayAgo = ctx.clock.now().getTime() - 86_400_000;
  const troubled = rows.filter(
    ({ state, failingSince }) =>
      state === "disabled" ||
      (state === "active" && failingSince !== null && failingSince.getTime() <= dayAgo),
  );
  return nameActors(ctx, troubled.map(withoutSecrets));
}

export function noEndpoint(): AppError {
  return new AppError("not_found", "There is no such endpoint");
}

/** Secrets leave the domain once, when they are made. */
function withoutSecrets(row: typeof webhookEndpoints.$inferSelect): Omit<Endpoint, "actorName"> {
  const { secrets, keyId, projectId, ...rest } = row;
  const opened = secrets && keyId ? unsealEndpointSecrets({ projectId, id: row.id, secrets, keyId }) : null;
  return { ...rest, sharedSecretHeader: opened?.sharedHeader?.name ?? null };
}
