import { createHash } from "node:crypto";
import { and, eq, exists, lte } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { idempotencyKeys } from "../../db/schema/api";
import { projects } from "../../db/schema/projects";
import type { CommandCtx } from "./command";
import type { Ctx, ProjectId } from "./ctx";
import { inSystem, write } from "./database";
import { AppError } from "./errors";
import { log } from "./log";

export type Answer = { status: number; body: string };

/** `key` is what the caller chose, `keyId` the API key that they used. */
export type Attempt = { keyId: string; key: string; requestHash: Buffer };

export const leaseMs = 60_000;
export const keptMs = 72 * 60 * 60_000;

/**
 * Does the work once per key: a repeated request gets the first answer. The answer is stored in the transaction of the
 * work, so a process that dies leaves both or neither; after its lease the next request takes over. Work that is refused
 * has changed nothing and leaves the key free.
 */
export async function onceOnly(
  ctx: Ctx,
  given: Attempt,
  work: (ctx: CommandCtx) => Promise<Answer>,
): Promise<Answer & { isReplayed: boolean }> {
  const attempt = asKept(given);
  const claim = await claimed(ctx, attempt);
  if ("body" in claim) return { ...claim, isReplayed: true };
  try {
    return await write(ctx.projectId, async (tx) => {
      const answer = await work({ ...ctx, tx });
      await settle(tx, ctx, attempt, claim.leasedUntil, answer);
      return { ...answer, isReplayed: false };
    });
  } catch (error) {
    // Where this fails too, the lease ends by itself; the first error is the one to tell.
    await release(ctx, attempt, claim.leasedUntil).catch((cause: unknown) =>
      log.warn("an idempotency key was not released", { error: cause }),
    );
    throw error;
  }
}

/** Of a key only a sum is kept: callers put names and addresses into theirs. */
export function asKept(attempt: Attempt): Attempt {
  return { ...attempt, key: requestHash(attempt.keyId, attempt.key).toString("base64url") };
}

/** Projects with keys whose time is over. System scope. */
export async function listProjectsToForget(now: Date): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx
      .select({ id: projects.id })
      .from(projects)
      .where(
        exists(
          tx
            .select({ key: idempotencyKeys.key })
            .from(idempotencyKeys)
            .where(and(eq(idempotencyKeys.projectId, projects.id), lte(idempotencyKeys.expiresAt, now))),
        ),
      ),
  );
  return rows.map(({ id }) => id);
}

/** Deletes the keys of a project whose time is over, and their answers with them. */
export async function forgetAnswers(projectId: ProjectId, now: Date): Promise<void> {
  await write(projectId, (tx) =>
    tx
      .delete(idempotencyKeys)
      .where(and(eq(idempotencyKeys.projectId, projectId), lte(idempotencyKeys.expiresAt, now))),
  );
}

/** SHA-256 over what makes two requests the same. */
export function requestHash(...parts: string[]): Buffer {
  const text = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join("");
  return createHash("sha256").update(text).digest();
}

async function claimed(ctx: Ctx, attempt: Attempt): Promise<Answer | { leasedUntil: Date }> {
  const now = ctx.clock.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  const expiresAt = new Date(now.getTime() + keptMs);
  return write(ctx.projectId, async (tx) => {
    await tx.delete(idempotencyKeys).where(and(ofAttempt(ctx, attempt), lte(idempotencyKeys.expiresAt, now)));
    const [made] = await tx
      .insert(idempotencyKeys)
      .values({
        projectId: ctx.projectId,
        ...attempt,
        state: "running",
        createdAt: now,
        leasedUntil,
        expiresAt,
      })
      .onConflictDoNothing()
      .returning({ key: idempotencyKeys.key });
    if (made) return { leasedUntil };
    const [known] = await tx.select().from(idempotencyKeys).where(ofAttempt(ctx, attempt)).for("update");
    if (!known) throw stillRunning();
    if (!known.requestHash.equals(attempt.requestHash))
      throw new AppError(
        "idempotency_mismatch",
        "This Idempotency-Key was used for another request. Choose a new one for each request.",
      );
    if (known.state === "done") return { status: known.status ?? 200, body: keptAnswer(known.answer) };
    if (known.leasedUntil > now) throw stillRunning();
    await tx.update(idempotencyKeys).set({ leasedUntil, expiresAt }).where(ofAttempt(ctx, attempt));
    return { leasedUntil };
  });
}

/** Null where the answer spoke of someone who was erased since. */
function keptAnswer(answer: string | null): string {
  if (answer !== null) return answer;
  throw new AppError("not_found", "This was done, and what it answered was erased since.");
}

/** Fails when another request took over meanwhile: then this one's work must not count. */
async function settle(
  tx: Transaction,
  ctx: Ctx,
  attempt: Attempt,
  leasedUntil: Date,
  answer: Answer,
): Promise<void> {
  const [settled] = await tx
    .update(idempotencyKeys)
    .set({ state: "done", status: answer.status, answer: answer.body })
    .where(ofClaim(ctx, attempt, leasedUntil))
    .returning({ key: idempotencyKeys.key });
  if (!settled) throw stillRunning();
}

async function release(ctx: Ctx, attempt: Attempt, leasedUntil: Date): Promise<void> {
  await write(ctx.projectId, (tx) => tx.delete(idempotencyKeys).where(ofClaim(ctx, attempt, leasedUntil)));
}

function ofAttempt(ctx: Ctx, { keyId, key }: Attempt) {
  return and(
    eq(idempotencyKeys.projectId, ctx.projectId),
    eq(idempotencyKeys.keyId, keyId),
    eq(idempotencyKeys.key, key),
  );
}

function ofClaim(ctx: Ctx, attempt: Attempt, leasedUntil: Date) {
  return and(
    ofAttempt(ctx, attempt),
    eq(idempotencyKeys.state, "running"),
    eq(idempotencyKeys.leasedUntil, leasedUntil),
  );
}

function stillRunning(): AppError {
  const message = "A request with this Idempotency-Key is still running. Ask again for its answer.";
  return new AppError("conflict", message, undefined, 1);
}
