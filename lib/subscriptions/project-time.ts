import { eq, exists } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { instanceSwitches } from "../../db/schema/gateways";
import { projects } from "../../db/schema/projects";
import type { CommandCtx } from "../core/command";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { settingsOf } from "../projects/settings";

/** What billing goes by in a project. Its time is ahead of ours where somebody moved a sandbox's clock. */
export type Terrain = {
  now: Date;
  schedule: "smart" | "short";
  timeZone: string;
  isSandbox: boolean;
  isChargingPaused: boolean;
};

export async function terrainOf(tx: Transaction, projectId: string, wallNow: Date): Promise<Terrain> {
  const [project] = await tx
    .select({
      kind: projects.kind,
      aheadMs: projects.clockAheadMs,
      pausedAt: projects.chargingPausedAt,
      settings: projects.settings,
      isSwitchedOff: exists(
        tx
          .select({ name: instanceSwitches.name })
          .from(instanceSwitches)
          .where(eq(instanceSwitches.name, "charging")),
      ).mapWith(Boolean),
    })
    .from(projects)
    .where(eq(projects.id, projectId));
  if (!project) throw new Error("a project that is worked on exists");
  const { retrySchedule, timeZone } = settingsOf(project.settings);
  return {
    now: new Date(wallNow.getTime() + (project.aheadMs ?? 0)),
    schedule: retrySchedule,
    timeZone,
    isSandbox: project.kind === "sandbox",
    isChargingPaused: project.pausedAt !== null || project.isSwitchedOff,
  };
}

/** The same inside a command or for a page. */
export function projectTerrain(ctx: Ctx | CommandCtx): Promise<Terrain> {
  return read(ctx, (tx) => terrainOf(tx, ctx.projectId, ctx.clock.now()));
}
