import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { domainEvents } from "@/db/schema/events";
import { funnels } from "@/db/schema/funnels";
import { profiles } from "@/db/schema/profiles";
import { sessionEvents, sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { memberCtx, testNow } from "./factories";
import { madeFacts } from "./raised-facts";

/** A project with nothing in it, and a context that may read it. */
export async function makeProject(): Promise<Ctx> {
  return memberCtx("viewer");
}

export async function makeFunnel(ctx: Ctx, values: Partial<typeof funnels.$inferInsert> = {}) {
  const id = newId(testNow);
  const row = {
    projectId: ctx.projectId,
    id,
    alias: `quiz-${id.slice(-6)}`,
    title: "Quiz",
    environment: "production" as const,
    firstSeenAt: testNow,
    lastSeenAt: testNow,
    ...values,
  };
  await inSystem((tx) => tx.insert(funnels).values(row));
  return row;
}

export async function makeProfile(ctx: Ctx, values: Partial<typeof profiles.$inferInsert> = {}) {
  const id = values.id ?? newId(testNow);
  const row = {
    projectId: ctx.projectId,
    id,
    customerId: id,
    environment: "production" as const,
    createdAt: testNow,
    lastSeenAt: testNow,
    device: "phone" as const,
    isBot: false,
    eventSequence: 0,
    ...values,
  };
  await inSystem((tx) => tx.insert(profiles).values(row));
  return row;
}

export async function makeSession(
  ctx: Ctx,
  values: { profileId: string; funnelId: string } & Partial<typeof sessions.$inferInsert>,
) {
  const startedAt = values.startedAt ?? testNow;
  const row = {
    projectId: ctx.projectId,
    id: newId(testNow),
    environment: "production" as const,
    url: "https://quiz.example/q",
    device: "phone" as const,
    isBot: false,
    startedAt,
    receivedAt: startedAt,
    lastEventAt: startedAt,
    ...values,
  };
  await inSystem((tx) => tx.insert(sessions).values(row));
  return row;
}

export async function makeEvent(
  ctx: Ctx,
  values: { sessionId: string; profileId: string } & Partial<typeof sessionEvents.$inferInsert>,
) {
  const occurredAt = values.occurredAt ?? testNow;
  const row = {
    projectId: ctx.projectId,
    id: newId(testNow),
    environment: "production" as const,
    name: "screen_presented",
    occurredAt,
    receivedAt: occurredAt,
    ...values,
  };
  await inSystem((tx) => tx.insert(sessionEvents).values(row));
  return row;
}

export async function makeFact(
  ctx: Ctx,
  values: { profileId: string; sequence: number } & Partial<typeof domainEvents.$inferInsert>,
) {
  const occurredAt = values.occurredAt ?? testNow;
  const row = {
    projectId: ctx.projectId,
    id: newId(testNow),
    type: "profile.updated",
    environment: "production" as const,
    occurredAt,
    receivedAt: occurredAt,
    actorKind: "api_key" as const,
    actorId: "key",
    payload: {},
    ...values,
  };
  madeFacts.add(row.id);
  const insert = (tx: Transaction) => tx.insert(domainEvents).values(row);
  await (ctx.tx ? insert(ctx.tx) : inSystem(insert));
  return row;
}

/** The outbox of a context's project, oldest first. */
export async function factsOf(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx
      .select({ type: domainEvents.type, profileId: domainEvents.profileId, payload: domainEvents.payload })
      .from(domainEvents)
      .where(eq(domainEvents.projectId, ctx.projectId))
      .orderBy(domainEvents.id),
  );
}

/** Minutes before the tests' present. */
export function minutesAgo(minutes: number): Date {
  return new Date(testNow.getTime() - minutes * 60_000);
}
