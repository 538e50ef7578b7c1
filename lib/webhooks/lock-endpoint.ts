import { and, count, eq, ne } from "drizzle-orm";
import { webhookEndpoints } from "../../db/schema/webhooks";
import { actorId } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { lockName } from "../core/lock-name";
import { mostEndpoints, noEndpoint } from "./queries";

export type EndpointRow = typeof webhookEndpoints.$inferSelect;

/** The endpoint of this id, which nobody else changes until the transaction ends. A deleted one is not there. */
export async function lockEndpoint({ tx, projectId }: CommandCtx, id: string): Promise<EndpointRow> {
  const [row] = await tx
    .select()
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.projectId, projectId),
        eq(webhookEndpoints.id, id),
        ne(webhookEndpoints.state, "deleted"),
      ),
    )
    .for("no key update");
  if (!row) throw noEndpoint();
  return row;
}

/** Writes what changed, as the next version. */
export async function changeRow(
  { tx, projectId }: CommandCtx,
  { id, version }: EndpointRow,
  values: Partial<typeof webhookEndpoints.$inferInsert>,
): Promise<void> {
  await tx
    .update(webhookEndpoints)
    .set({ ...values, version: version + 1 })
    .where(and(eq(webhookEndpoints.projectId, projectId), eq(webhookEndpoints.id, id)));
}

/** The row remembers who brought it to its state: "paused by Anna". */
export function newState(ctx: CommandCtx, state: EndpointRow["state"]) {
  const { actor } = ctx;
  return {
    state,
    stateSince: ctx.clock.now(),
    disabledReason: null,
    actorKind: actor.kind,
    actorId: actorId(actor),
  };
}

/** Counted under a lock, so that writers at the same moment cannot pass together. */
export async function requireRoom({ tx, projectId }: CommandCtx): Promise<void> {
  await lockName(tx, `endpoints ${projectId}`);
  const [row] = await tx
    .select({ total: count() })
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.projectId, projectId), ne(webhookEndpoints.state, "deleted")));
  if ((row?.total ?? 0) >= mostEndpoints)
    throw new AppError("conflict", `A project has at most ${mostEndpoints} endpoints. Delete one first.`);
}

/** The sealed secrets of an endpoint that is not deleted. */
export function sealedOf({ projectId, id, secrets, keyId }: EndpointRow) {
  if (!secrets || !keyId) throw new Error("only a deleted endpoint has no secrets");
  return { projectId, id, secrets, keyId };
}

/** What stands in the row of the fields that are asked for. */
export function pick<Asked extends Partial<EndpointRow>>(
  row: EndpointRow,
  asked: Asked,
): Partial<EndpointRow> {
  const names = Object.keys(asked) as (keyof Asked & keyof EndpointRow)[]; // keys of a part of the row
  return Object.fromEntries(names.map((name) => [name, row[name]])) as Partial<EndpointRow>;
}

export function stateChange({ id, state }: EndpointRow, to: EndpointRow["state"]) {
  return { subject: showId("endpoint", id), before: { state }, after: { state: to } };
}
