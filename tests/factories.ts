import { eq } from "drizzle-orm";
import { auditLog } from "@/db/schema/audit";
import { authAccounts, authUsers } from "@/db/schema/auth";
import { members, projects } from "@/db/schema/projects";
import { fixedClock } from "@/lib/core/clock";
import { authorizedProject, type Ctx } from "@/lib/core/ctx";
import { database, read } from "@/lib/core/database";
import type { Person } from "@/lib/core/directory/people";
import { newId } from "@/lib/core/ids";
import type { Role } from "@/lib/core/permissions";
import type { PersonCtx } from "@/lib/core/person-command";

export const testNow = new Date("2026-08-20T12:00:00.000Z");

/** A person of this role, in a project of their own unless one is given. */
export async function memberCtx(role: Role, projectId?: string): Promise<Ctx> {
  return {
    projectId: authorizedProject(projectId ?? (await makeProject())),
    actor: { kind: "user", userId: newId(testNow), role },
    requestId: "req-test",
    clock: fixedClock(testNow),
  };
}

/** Someone who has signed in with a verified address. */
export async function makePerson(values: Partial<Person> = {}): Promise<Person> {
  const userId = newId(testNow);
  const person: Person = {
    userId,
    name: "Test Person",
    email: `person-${userId.slice(-12)}@example.com`,
    isEmailVerified: true,
    provider: "oidc https://issuer.example",
    lastUsedAt: testNow,
    ...values,
  };
  const { name, email, provider } = person;
  await database()
    .insert(authUsers)
    .values({ id: userId, name, email, emailVerifiedAt: testNow, createdAt: testNow });
  await database()
    .insert(authAccounts)
    .values({ provider, providerAccountId: userId, userId, type: "oidc", createdAt: testNow });
  return person;
}

/** A person who really is a member, in a project of their own unless one is given. */
export async function makeMember(role: Role, projectId?: string): Promise<{ ctx: Ctx; person: Person }> {
  const person = await makePerson();
  const ctx = await memberCtx(role, projectId);
  await database()
    .insert(members)
    .values({ projectId: ctx.projectId, userId: person.userId, role, createdAt: testNow });
  return { person, ctx: { ...ctx, actor: { kind: "user", userId: person.userId, role } } };
}

export function personCtx(person: Person, now: Date | string = testNow): PersonCtx {
  return { person, requestId: "req-test", clock: fixedClock(now) };
}

/** The audit log of a context's project, oldest first. */
export async function auditOf(ctx: Ctx): Promise<(typeof auditLog.$inferSelect)[]> {
  return read(ctx, (tx) =>
    tx.select().from(auditLog).where(eq(auditLog.projectId, ctx.projectId)).orderBy(auditLog.id),
  );
}

export async function makeProject(values: Partial<typeof projects.$inferInsert> = {}): Promise<string> {
  const id = newId(testNow);
  const slug = `project-${id.slice(-12)}`;
  await database()
    .insert(projects)
    .values({ id, slug, name: "Test project", kind: "live", settings: {}, createdAt: testNow, ...values });
  return id;
}
