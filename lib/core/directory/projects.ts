import { and, asc, eq } from "drizzle-orm";
import { members, projects } from "../../../db/schema/projects";
import { database } from "../database";
import type { Role } from "../permissions";

export type Project = { id: string; slug: string; name: string; kind: "live" | "sandbox" };
export type Membership = { project: Project; role: Role };

const project = { id: projects.id, slug: projects.slug, name: projects.name, kind: projects.kind };

/** The project of this slug with this person's role in it; null for strangers and unknown slugs alike. */
export async function findMembership(slug: string, userId: string): Promise<Membership | null> {
  const [row] = await database()
    .select({ project, role: members.role })
    .from(projects)
    .innerJoin(members, eq(members.projectId, projects.id))
    .where(and(eq(projects.slug, slug), eq(members.userId, userId)))
    .limit(1);
  return row ?? null;
}

export async function listMemberships(userId: string): Promise<Membership[]> {
  return database()
    .select({ project, role: members.role })
    .from(projects)
    .innerJoin(members, eq(members.projectId, projects.id))
    .where(eq(members.userId, userId))
    .orderBy(asc(projects.name), asc(projects.id));
}

/** False until someone has set the instance up. */
export async function hasProjects(): Promise<boolean> {
  const rows = await database().select({ id: projects.id }).from(projects).limit(1);
  return rows.length > 0;
}
