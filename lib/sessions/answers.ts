import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { sessionAnswers, sessions } from "../../db/schema/sessions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Customer } from "../customers/customer";

export type Answer = { sessionId: string; key: string; value: string; answeredAt: Date };

const answer = {
  sessionId: sessionAnswers.sessionId,
  key: sessionAnswers.key,
  value: sessionAnswers.value,
  answeredAt: sessionAnswers.answeredAt,
};

/** What was answered in a visit, in the order of the answers; 500 at most. */
export async function listAnswers(ctx: Ctx, sessionId: string): Promise<Answer[]> {
  return read(ctx, (tx) =>
    tx
      .select(answer)
      .from(sessionAnswers)
      .where(and(eq(sessionAnswers.projectId, ctx.projectId), eq(sessionAnswers.sessionId, sessionId)))
      .orderBy(asc(sessionAnswers.answeredAt), asc(sessionAnswers.key))
      .limit(500),
  );
}

/** The last answer to each question, looked for in the customer's hundred newest visits. */
export async function listLatestAnswers(ctx: Ctx, customer: Customer): Promise<Answer[]> {
  return read(ctx, (tx) => {
    const newest = tx
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.projectId, ctx.projectId), inArray(sessions.profileId, customer.profileIds)))
      .orderBy(desc(sessions.startedAt))
      .limit(100);
    return tx
      .selectDistinctOn([sessionAnswers.key], answer)
      .from(sessionAnswers)
      .where(and(eq(sessionAnswers.projectId, ctx.projectId), inArray(sessionAnswers.sessionId, newest)))
      .orderBy(asc(sessionAnswers.key), desc(sessionAnswers.answeredAt))
      .limit(500);
  });
}
