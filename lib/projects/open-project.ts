import { randomInt } from "node:crypto";
import type { Transaction } from "../../db/client";
import { members, projects } from "../../db/schema/projects";
import { insertKey } from "../api-keys/new-key";
import { recordAudit } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { newId, showId } from "../core/ids";
import type { Role } from "../core/permissions";
import type { PersonCtx } from "../core/person-command";
import { slugFor } from "./slug";

const plainAttempts = 20;

/** A project with its first owner and its publishable key, all in the caller's transaction. */
export async function openProject(
  ctx: PersonCtx & { readonly tx: Transaction },
  enter: (projectId: string, role: Role) => Promise<CommandCtx>,
  { name, isSandbox }: { name: string; isSandbox: boolean },
): Promise<{ id: string; slug: string }> {
  const now = ctx.clock.now();
  const id = newId(now);
  const kind = isSandbox ? "sandbox" : "live";
  const slug = await insertProject(ctx.tx, { id, name, kind, createdAt: now });
  const inside = await enter(id, "owner");
  await ctx.tx
    .insert(members)
    .values({ projectId: id, userId: ctx.person.userId, role: "owner", createdAt: now });
  await insertKey(inside, {
    kind: "publishable",
    name: "Funnels",
    scopes: [],
    allowedOrigins: [],
    expiresAt: null,
  });
  await recordAudit(ctx.tx, inside, "project.create", [
    { subject: showId("project", id), after: { name, slug, kind } },
  ]);
  return { id, slug };
}

async function insertProject(
  tx: Transaction,
  project: { id: string; name: string; kind: "live" | "sandbox"; createdAt: Date },
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const slug = slugFor(project.name, attempt > plainAttempts ? randomInt(1000, 1_000_000) : attempt);
    const made = await tx
      .insert(projects)
      .values({ ...project, slug, settings: {} })
      .onConflictDoNothing({ target: projects.slug })
      .returning({ id: projects.id });
    if (made.length > 0) return slug;
  }
}
