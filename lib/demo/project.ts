import { and, eq } from "drizzle-orm";
import type { Database } from "../../db/client";
import { authAccounts, authUsers } from "../../db/schema/auth";
import { apiKeys, members, projects } from "../../db/schema/projects";
import { newKey } from "../api-keys/key-format";
import { recordAudit } from "../core/audit";
import { type Clock, fixedClock } from "../core/clock";
import { authorizedProject, type Ctx } from "../core/ctx";
import { useProject } from "../core/database";
import { deriveId, newId, showId } from "../core/ids";
import { type DemoUser, demoUserId } from "./users";

async function findProjectId(db: Database, slug: string): Promise<string | null> {
  const [row] = await db.select({ id: projects.id }).from(projects).where(eq(projects.slug, slug)).limit(1);
  return row?.id ?? null;
}

/** Makes the project and its publishable key, unless they are there. Its id follows from the slug, so seeds repeat. */
export async function ensureProject(db: Database, slug: string, name: string, now: Date): Promise<string> {
  const known = await findProjectId(db, slug);
  if (known) return known;
  const projectId = deriveId("demo project", slug);
  await db.transaction(async (tx) => {
    await tx
      .insert(projects)
      .values({ id: projectId, slug, name, kind: "sandbox", settings: {}, createdAt: now });
    const publishableKey = newKey("pk");
    await tx.insert(apiKeys).values({
      projectId,
      id: newId(now),
      kind: "publishable",
      name: "Funnels",
      publishableKey,
      prefix: "pk_",
      lastFour: publishableKey.slice(-4),
      scopes: [],
      allowedOrigins: [],
      createdAt: now,
    });
    await useProject(tx, projectId);
    await recordAudit(tx, systemCtx(projectId, "demo", fixedClock(now)), "project.create", [
      { subject: showId("project", projectId), after: { name, slug } },
    ]);
  });
  return projectId;
}

export async function publishableKeyOf(db: Database, projectId: string): Promise<string> {
  const [row] = await db
    .select({ key: apiKeys.publishableKey })
    .from(apiKeys)
    .where(and(eq(apiKeys.projectId, projectId), eq(apiKeys.kind, "publishable")))
    .limit(1);
  if (!row?.key) throw new Error("The project has no publishable key");
  return row.key;
}

/** Lets people sign in through this issuer. Whoever is known already stays as they are. */
export async function ensurePeople(
  db: Database,
  issuer: string,
  users: readonly DemoUser[],
  now: Date,
): Promise<void> {
  const provider = `oidc ${issuer}`;
  await db.transaction(async (tx) => {
    for (const user of users) {
      const userId = demoUserId(user);
      const { email, name } = user;
      await tx
        .insert(authUsers)
        .values({ id: userId, name, email, emailVerifiedAt: now, image: null, createdAt: now })
        .onConflictDoNothing();
      await tx
        .insert(authAccounts)
        .values({ provider, providerAccountId: user.id, userId, type: "oidc", createdAt: now })
        .onConflictDoNothing();
    }
  });
}

/** The first members of a project. One that has any keeps those: whoever was removed stays removed. */
export async function ensureMembers(
  db: Database,
  projectId: string,
  users: readonly DemoUser[],
  now: Date,
): Promise<void> {
  const [known] = await db
    .select({ userId: members.userId })
    .from(members)
    .where(eq(members.projectId, projectId))
    .limit(1);
  if (known) return;
  const rows = users.map((user) => ({
    projectId,
    userId: demoUserId(user),
    role: user.role,
    createdAt: now,
  }));
  await db.insert(members).values(rows).onConflictDoNothing();
}

/** For benches, which read a demo project without a person. */
export function demoCtx(projectId: string, clock: Clock): Ctx {
  return systemCtx(projectId, "bench", clock);
}

function systemCtx(projectId: string, job: string, clock: Clock): Ctx {
  return { projectId: authorizedProject(projectId), actor: { kind: "system", job }, requestId: job, clock };
}
