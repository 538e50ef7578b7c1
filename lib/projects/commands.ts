import { isDeepStrictEqual } from "node:util";
import { and, eq, ne, sql } from "drizzle-orm";
import { members, projects } from "../../db/schema/projects";
import { type CommandCtx, command } from "../core/command";
import { env } from "../core/env";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { rolesWith } from "../core/permissions";
import { personCommand } from "../core/person-command";
import { isSameToken } from "../core/token";
import { openProject } from "./open-project";
import {
  createProjectInput,
  longestAheadMs,
  moveClockInput,
  pauseChargingInput,
  renameProjectInput,
  resumeChargingInput,
  setBillingRulesInput,
  setNoteLimitsInput,
  setUpInput,
} from "./schema";
import { settingsOf } from "./settings";

/** For people who are an owner somewhere on this instance; they own the new project too. */
export const createProject = personCommand({
  name: "project.create",
  input: createProjectInput,
  async run({ ctx, input, enter, log }) {
    const [owned] = await ctx.tx
      .select({ role: members.role })
      .from(projects)
      .innerJoin(members, eq(members.projectId, projects.id))
      .where(and(eq(members.userId, ctx.person.userId), eq(members.role, "owner")))
      .limit(1)
      .for("share", { of: members });
    if (!owned) {
      const who = rolesWith("projects:create").join(" or ");
      throw new AppError("forbidden", `Only an ${who} of a project can create another one`);
    }
    const { id, slug } = await openProject(ctx, enter, input);
    log({ project: showId("project", id), slug });
    return { slug };
  },
});

/** The first project and the first owner, for whoever knows the SETUP_TOKEN; refused ever after. */
export const setUpInstance = personCommand({
  name: "instance.set_up",
  input: setUpInput,
  async run({ ctx, input, enter, log }) {
    const expected = env().setupToken;
    if (!expected || !isSameToken(input.setupToken, expected)) {
      const message = "This is not the setup token of this instance";
      throw new AppError("invalid", message, { setupToken: message });
    }
    // Two first owners at once would both find an empty table.
    await ctx.tx.execute(sql`lock table ${projects} in share row exclusive mode`);
    const existing = await ctx.tx.select({ id: projects.id }).from(projects).limit(1);
    if (existing.length > 0) throw new AppError("conflict", "This instance has its first owner already");
    const { id, slug } = await openProject(ctx, enter, { name: input.name, isSandbox: false });
    log({ project: showId("project", id), slug });
    return { slug };
  },
});

/** The address of the project stays what it was: links keep working. */
export const renameProject = command({
  name: "project.rename",
  permission: "project:write",
  input: renameProjectInput,
  async run({ ctx, input, audit }) {
    const before = await lockProject(ctx);
    if (before.name === input.name) return audit("unchanged");
    await ctx.tx
      .update(projects)
      .set({ name: input.name })
      .where(and(eq(projects.id, ctx.projectId), ne(projects.name, input.name)));
    audit({
      subject: showId("project", ctx.projectId),
      before: { name: before.name },
      after: { name: input.name },
    });
  },
});

/** Notes that are longer, or more than the limit, stay as they are. */
export const setNoteLimits = command({
  name: "project.set_note_limits",
  permission: "project:write",
  input: setNoteLimitsInput,
  async run({ ctx, input, audit }) {
    const row = await lockProject(ctx);
    const { noteMaxLength, notesPerCustomer } = settingsOf(row.settings);
    const before = { noteMaxLength, notesPerCustomer };
    if (isDeepStrictEqual(before, input)) return audit("unchanged");
    await ctx.tx
      .update(projects)
      .set({ settings: { ...row.settings, ...input } })
      .where(eq(projects.id, ctx.projectId));
    audit({ subject: showId("project", ctx.projectId), before, after: input });
  },
});

/** For retries and periods that begin from now on. */
export const setBillingRules = command({
  name: "project.set_billing_rules",
  permission: "billing:operate",
  input: setBillingRulesInput,
  async run({ ctx, input, audit }) {
    const { settings } = await lockProject(ctx);
    const { retrySchedule, timeZone } = settingsOf(settings);
    const before = { retrySchedule, timeZone };
    if (isDeepStrictEqual(before, input)) return audit("unchanged");
    await change(ctx, { settings: { ...settings, ...input } });
    audit({ subject: showId("project", ctx.projectId), before, after: input });
  },
});

/** The kill switch: nothing of the project is charged, resumed or ended until charging goes on. Nothing is lost. */
export const pauseCharging = command({
  name: "project.pause_charging",
  permission: "billing:operate",
  input: pauseChargingInput,
  async run({ ctx, input, audit }) {
    const { chargingPausedAt } = await lockProject(ctx);
    if (chargingPausedAt) return audit("unchanged");
    await change(ctx, { chargingPausedAt: ctx.clock.now() });
    audit({ subject: showId("project", ctx.projectId), reason: input.reason, after: { charging: "paused" } });
  },
});

export const resumeCharging = command({
  name: "project.resume_charging",
  permission: "billing:operate",
  input: resumeChargingInput,
  async run({ ctx, audit }) {
    const { chargingPausedAt } = await lockProject(ctx);
    if (!chargingPausedAt) return audit("unchanged");
    await change(ctx, { chargingPausedAt: null });
    audit({ subject: showId("project", ctx.projectId), before: { charging: "paused" } });
  },
});

/** Sends a sandbox project's clock forward; the worker walks it there from one due date to the next. */
export const moveClock = command({
  name: "project.move_clock",
  permission: "billing:operate",
  input: moveClockInput,
  async run({ ctx, input: { to }, audit }) {
    const project = await lockProject(ctx);
    if (project.kind !== "sandbox")
      throw new AppError("conflict", "Only a sandbox project has a clock that can be moved.");
    const wall = ctx.clock.now().getTime();
    const now = new Date(wall + (project.clockAheadMs ?? 0));
    const refuse = (words: string) => new AppError("invalid", words, { to: words });
    if (to <= (project.clockTargetAt ?? now)) throw refuse("Choose a time after the project's present one");
    if (to.getTime() > wall + longestAheadMs) throw refuse("Choose a time within the next ten years");
    await change(ctx, { clockTargetAt: to });
    audit({ subject: showId("project", ctx.projectId), before: { clock: now }, after: { clock: to } });
  },
});

async function lockProject({ tx, projectId }: CommandCtx) {
  const [row] = await tx.select().from(projects).where(eq(projects.id, projectId)).for("no key update");
  if (!row) throw new AppError("not_found", "There is no such project");
  return row;
}

function change({ tx, projectId }: CommandCtx, values: Partial<typeof projects.$inferInsert>) {
  return tx.update(projects).set(values).where(eq(projects.id, projectId));
}
