import { and, eq, gt, lte, or } from "drizzle-orm";
import { authSessions } from "../../db/schema/auth";
import { database } from "../core/database";
import { findPersonBySession, type Person, touchSession } from "../core/directory/people";
import { log } from "../core/log";
import { hashToken } from "../core/token";

export const sessionIdleMs = 12 * 60 * 60 * 1000;
export const sessionMaxMs = 7 * 24 * 60 * 60 * 1000;
const touchEveryMs = 60 * 1000;

/** The person behind a session token, or null when it ended, idled away or never was. Keeps the session awake. */
export async function findPerson(token: string, now: Date): Promise<Person | null> {
  const tokenHash = hashToken(token);
  const person = await findPersonBySession(tokenHash, { now, idleSince: before(now, sessionIdleMs) });
  if (!person) return null;
  const stale = before(now, touchEveryMs);
  if (person.lastUsedAt < stale) await touch(tokenHash, now, stale);
  return person;
}

// A database that is read-only or full can still tell who is signed in, and that is what a page needs.
async function touch(tokenHash: Buffer, now: Date, stale: Date): Promise<void> {
  try {
    await touchSession(tokenHash, now, stale);
  } catch (error) {
    log.warn("a session was not kept awake", { error });
  }
}

/** The row stays until the next sign-in: the members page shows from it when someone was last here. */
export async function endSession(token: string, now: Date): Promise<void> {
  await database()
    .update(authSessions)
    .set({ expiresAt: now })
    .where(and(eq(authSessions.tokenHash, hashToken(token)), gt(authSessions.expiresAt, now)));
}

/** Forgets this person's sessions that are over anyway; run at each sign-in. */
export async function endStaleSessions(userId: string, now: Date): Promise<void> {
  const isOver = or(
    lte(authSessions.expiresAt, now),
    lte(authSessions.lastUsedAt, before(now, sessionIdleMs)),
  );
  await database()
    .delete(authSessions)
    .where(and(eq(authSessions.userId, userId), isOver));
}

function before(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}
