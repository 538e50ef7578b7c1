import { funnels } from "@/db/schema/funnels";
import { profiles } from "@/db/schema/profiles";
import { projects } from "@/db/schema/projects";
import { sessions } from "@/db/schema/sessions";
import { fixedClock } from "@/lib/core/clock";
import { authorizedProject, type Ctx } from "@/lib/core/ctx";
import { database, write } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import type { Role } from "@/lib/core/permissions";

export const testNow = new Date("2026-11-20T12:00:00.000Z");

/** A person of this role, in a project of their own unless one is given. */
export async function memberCtx(role: Role, projectId?: string): Promise<Ctx> {
  return {
    projectId: authorizedProject(projectId ?? (await makeProject())),
    actor: { kind: "user", userId: newId(testNow), role },
    requestId: "req-test",
    clock: fixedClock(testNow),
  };
}

export async function makeProject(values: Partial<typeof projects.$inferInsert> = {}): Promise<string> {
  const id = newId(testNow);
  const slug = `project-${id.slice(-12)}`;
  await database()
    .insert(projects)
    .values({ id, slug, name: "Test project", kind: "live", settings: {}, createdAt: testNow, ...values });
  return id;
}

export async function makeProfile(
  ctx: Ctx,
  values: Partial<typeof profiles.$inferInsert> = {},
): Promise<string> {
  const id = newId(testNow);
  await write(ctx.projectId, (tx) =>
    tx.insert(profiles).values({
      projectId: ctx.projectId,
      id,
      customerId: id,
      environment: "production",
      createdAt: testNow,
      lastSeenAt: testNow,
      device: "desktop",
      isBot: false,
      eventSequence: 0,
      ...values,
    }),
  );
  return id;
}

export async function makeFunnel(
  ctx: Ctx,
  values: Partial<typeof funnels.$inferInsert> = {},
): Promise<string> {
  const id = newId(testNow);
  await write(ctx.projectId, (tx) =>
    tx.insert(funnels).values({
      projectId: ctx.projectId,
      id,
      alias: `funnel-${id.slice(-12)}`,
      environment: "production",
      firstSeenAt: testNow,
      lastSeenAt: testNow,
      ...values,
    }),
  );
  return id;
}

export async function makeSession(
  ctx: Ctx,
  of: { profileId: string; funnelId: string },
  values: Partial<typeof sessions.$inferInsert> = {},
): Promise<string> {
  const id = newId(testNow);
  await write(ctx.projectId, (tx) =>
    tx.insert(sessions).values({
      projectId: ctx.projectId,
      id,
      environment: "production",
      url: "https://quiz.example/start",
      device: "desktop",
      isBot: false,
      startedAt: testNow,
      receivedAt: testNow,
      lastEventAt: testNow,
      ...of,
      ...values,
    }),
  );
  return id;
}
