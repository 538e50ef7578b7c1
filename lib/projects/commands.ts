import { isDeepStrictEqual } from "node:util";
import { and, eq, ne, sql } from "drizzle-orm";
import { members, projects } from "../../db/schema/projects";
import { command } from "../core/command";
import { env } from "../core/env";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { rolesWith } from "../core/permissions";
import { personCommand } from "../core/person-command";
import { isSameToken } from "../core/token";
import { openProject } from "./open-project";
import { createProjectInput, renameProjectInput, setNoteLimitsInput, setUpInput } from "./schema";
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
    const { id, slug } = await openProject(ctx, enter, input.name);
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
    const { id, slug } = await openProject(ctx, enter, input.name);
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
    const [before] = await ctx.tx
      .select({ name: projects.name })
      .from(projects)
      .where(eq(projects.id, ctx.projectId))
      .for("no key update");
    if (!before) throw new AppError("not_found", "There is no such project");
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
    const [row] = await ctx.tx
      .select({ settings: projects.settings })
      .from(projects)
      .where(eq(projects.id, ctx.projectId))
      .for("no key update");
    if (!row) throw new AppError("not_found", "There is no such project");
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
