import { randomUUID } from "node:crypto";
import type { Transaction } from "../../db/client";
import { type Clock, fixedClock } from "../core/clock";
import type { CommandCtx } from "../core/command";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";
import { currentRequestId } from "../core/log";
import { type Terrain, terrainOf } from "./project-time";

export type EngineCtx = CommandCtx & { readonly terrain: Terrain };

/** A transaction of the engine's own. Its rows carry one time, and the project's own time stands beside it. */
export async function asEngine<T>(
  projectId: ProjectId,
  clock: Clock,
  run: (ctx: EngineCtx) => Promise<T>,
): Promise<T> {
  return write(projectId, async (tx) => run(await engineCtx(tx, projectId, clock)), { plans: "generic" });
}

async function engineCtx(tx: Transaction, projectId: ProjectId, clock: Clock): Promise<EngineCtx> {
  const now = clock.now();
  return {
    projectId,
    actor: { kind: "system", job: "billing.engine" },
    requestId: currentRequestId() ?? randomUUID(),
    clock: fixedClock(now),
    tx,
    terrain: await terrainOf(tx, projectId, now),
  };
}

/** A command's own context, with the project's time. */
export async function withTerrain(ctx: CommandCtx): Promise<EngineCtx> {
  return { ...ctx, terrain: await terrainOf(ctx.tx, ctx.projectId, ctx.clock.now()) };
}
