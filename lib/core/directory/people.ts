import { and, eq, gt, inArray, lt } from "drizzle-orm";
import { authAccounts, authSessions, authUsers } from "../../../db/schema/auth";
import { database } from "../database";
import { isUuid } from "../ids";

/** Someone who is signed in. `provider` is the identity they used: one person never has two. */
export type Person = {
  userId: string;
  name: string | null;
  email: string;
  isEmailVerified: boolean;
  provider: string;
  lastUsedAt: Date;
};

/** The person behind a session that has neither ended nor idled away. */
export async function findPersonBySession(
  tokenHash: Buffer,
  alive: { now: Date; idleSince: Date },
): Promise<Person | null> {
  const [row] = await database()
    .select({
      userId: authUsers.id,
      name: authUsers.name,
      email: authUsers.email,
      emailVerifiedAt: authUsers.emailVerifiedAt,
      provider: authAccounts.provider,
      lastUsedAt: authSessions.lastUsedAt,
    })
    .from(authSessions)
    .innerJoin(authUsers, eq(authUsers.id, authSessions.userId))
    .innerJoin(authAccounts, eq(authAccounts.userId, authUsers.id))
    .where(
      and(
        eq(authSessions.tokenHash, tokenHash),
        gt(authSessions.expiresAt, alive.now),
        gt(authSessions.lastUsedAt, alive.idleSince),
      ),
    )
    .limit(1);
  if (!row) return null;
  const { emailVerifiedAt, ...person } = row;
  return { ...person, isEmailVerified: emailVerifiedAt !== null };
}

/** Moves the idle limit of a session; older marks only, so parallel requests write once. */
export async function touchSession(tokenHash: Buffer, now: Date, unlessAfter: Date): Promise<void> {
  await database()
    .update(authSessions)
    .set({ lastUsedAt: now })
    .where(and(eq(authSessions.tokenHash, tokenHash), lt(authSessions.lastUsedAt, unlessAfter)));
}

/** Names, or else addresses, of people whose ids stand in rows of a project that was read under its own gate. */
export async function findPeopleNames(userIds: string[]): Promise<Map<string, string>> {
  const ids = [...new Set(userIds)].filter(isUuid);
  if (ids.length === 0) return new Map();
  const rows = await database()
    .select({ id: authUsers.id, name: authUsers.name, email: authUsers.email })
    .from(authUsers)
    .where(inArray(authUsers.id, ids));
  return new Map(rows.map(({ id, name, email }) => [id, name ?? email]));
}
