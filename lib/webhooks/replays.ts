import { and, desc, eq, inArray } from "drizzle-orm";
import { type ReplayFilter, webhookReplays } from "../../db/schema/webhooks";
import { nameActors } from "../audit/actor-names";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId, showId } from "../core/ids";
import { findCustomer } from "../customers/customer";
import type { DeliveriesAsked } from "./deliveries";

export type Replay = Omit<typeof webhookReplays.$inferSelect, "projectId" | "cursor" | "nextPortionAt"> & {
  actorName: string;
};

const columns = {
  id: webhookReplays.id,
  endpointId: webhookReplays.endpointId,
  filter: webhookReplays.filter,
  perSecond: webhookReplays.perSecond,
  total: webhookReplays.total,
  handed: webhookReplays.handed,
  state: webhookReplays.state,
  actorKind: webhookReplays.actorKind,
  actorId: webhookReplays.actorId,
  createdAt: webhookReplays.createdAt,
  endedAt: webhookReplays.endedAt,
};

/** The replays of an endpoint, the newest first. */
export async function listReplays(ctx: Ctx, endpointId: string, limit = 5): Promise<Replay[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select(columns)
      .from(webhookReplays)
      .where(and(eq(webhookReplays.projectId, ctx.projectId), eq(webhookReplays.endpointId, endpointId)))
      .orderBy(desc(webhookReplays.createdAt))
      .limit(limit),
  );
  return nameActors(ctx, rows);
}

/** The replay behind a shown id; unknown and foreign ones are `not_found`. */
export async function getReplay(ctx: Ctx, shownId: string): Promise<Replay> {
  const id = findId("replay", shownId);
  const rows = id
    ? await read(ctx, (tx) =>
        tx
          .select(columns)
          .from(webhookReplays)
          .where(and(eq(webhookReplays.projectId, ctx.projectId), eq(webhookReplays.id, id))),
      )
    : [];
  const [replay] = await nameActors(ctx, rows);
  if (!replay) throw noReplay();
  return replay;
}

/** Those of an endpoint that are not over. */
export function runningReplays(ctx: Ctx, endpointId: string) {
  return and(
    eq(webhookReplays.projectId, ctx.projectId),
    eq(webhookReplays.endpointId, endpointId),
    inArray(webhookReplays.state, ["running", "paused"]),
  );
}

/** The deliveries that a replay is about, of all profiles of its customer. */
export async function deliveriesOf(
  ctx: Ctx,
  endpointId: string,
  filter: ReplayFilter,
): Promise<DeliveriesAsked> {
  const { states, types, from, to, profileId } = filter;
  const customer = profileId === null ? null : await findCustomer(ctx, profileId);
  if (profileId !== null && !customer)
    throw new AppError("not_found", "There is no such customer", { customer: showId("profile", profileId) });
  const profileIds = customer?.profileIds ?? null;
  return { endpointId, states, types, from: new Date(from), to: new Date(to), profileIds };
}

export function noReplay(): AppError {
  return new AppError("not_found", "There is no such replay");
}
