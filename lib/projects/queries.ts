import { eq } from "drizzle-orm";
import { projects } from "../../db/schema/projects";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { type ProjectSettings, settingsOf } from "./settings";

export async function getSettings(ctx: Ctx): Promise<ProjectSettings> {
  const [row] = await read(ctx, (tx) =>
    tx.select({ settings: projects.settings }).from(projects).where(eq(projects.id, ctx.projectId)),
  );
  return settingsOf(row?.settings ?? {});
}

export type ProjectClock = {
  isSandbox: boolean;
  now: Date;
  /** Where it is on its way to. */
  targetAt: Date | null;
  chargingPausedAt: Date | null;
};

/** A sandbox project's own time; that of a live one is ours. */
export async function getProjectClock(ctx: Ctx): Promise<ProjectClock> {
  const [row] = await read(ctx, (tx) =>
    tx
      .select({
        kind: projects.kind,
        aheadMs: projects.clockAheadMs,
        targetAt: projects.clockTargetAt,
        chargingPausedAt: projects.chargingPausedAt,
      })
      .from(projects)
      .where(eq(projects.id, ctx.projectId)),
  );
  return {
    isSandbox: row?.kind === "sandbox",
    now: new Date(ctx.clock.now().getTime() + (row?.aheadMs ?? 0)),
    targetAt: row?.targetAt ?? null,
    chargingPausedAt: row?.chargingPausedAt ?? null,
  };
}
