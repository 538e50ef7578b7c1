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
