import type { Adapter, AdapterUser } from "@auth/core/adapters";
import { and, eq } from "drizzle-orm";
import { authAccounts, authSessions, authUsers } from "../../db/schema/auth";
import type { Clock } from "../core/clock";
import { database } from "../core/database";
import { newId } from "../core/ids";
import { recordInstance } from "../core/instance-log";
import { hashToken } from "../core/token";
import { endSession, endStaleSessions } from "./sessions";
import type { VerifiedProfile } from "./verified-profile";

/**
 * Auth.js over our tables, kept to what a sign-in needs. It answers "nobody" for an address and for a session on
 * purpose: Auth.js would link the new identity to whoever it found there.
 */
export function signInAdapter(at: {
  clock: Clock;
  requestId: string;
  /** The session token that this browser held; it ends when a new one begins. */
  replaces: string | null;
  /** The provider's name as stored: with the issuer where the operator may change it. */
  identityProvider: (provider: string) => string;
}): Adapter & { refreshUser: (provider: string, profile: VerifiedProfile) => Promise<void> } {
  return {
    getUserByEmail: () => null,
    getSessionAndUser: () => null,
    updateSession: () => null,
    getUser: (id) => findUser(id),

    async getUserByAccount({ provider, providerAccountId }) {
      const [row] = await database()
        .select({ user: authUsers })
        .from(authAccounts)
        .innerJoin(authUsers, eq(authUsers.id, authAccounts.userId))
        .where(
          and(
            eq(authAccounts.provider, at.identityProvider(provider)),
            eq(authAccounts.providerAccountId, providerAccountId),
          ),
        );
      return row ? toAdapterUser(row.user) : null;
    },

    /** Takes over the name and the verified address that a known identity has at its provider now. */
    async refreshUser(provider, { id, name, email }) {
      const [account] = await database()
        .select({ userId: authAccounts.userId })
        .from(authAccounts)
        .where(
          and(
            eq(authAccounts.provider, at.identityProvider(provider)),
            eq(authAccounts.providerAccountId, id),
          ),
        );
      if (!account) return;
      await database()
        .update(authUsers)
        .set({ name, email, emailVerifiedAt: at.clock.now() })
        .where(eq(authUsers.id, account.userId));
    },

    async createUser({ name, email, image }) {
      const now = at.clock.now();
      const user = {
        id: newId(now),
        name: name ?? null,
        email,
        emailVerifiedAt: now,
        image: image ?? null,
        createdAt: now,
      };
      await database().insert(authUsers).values(user);
      return toAdapterUser(user);
    },

    updateUser: async ({ id }) => {
      throw new Error(`Auth.js wanted to change user ${id}: only refreshUser does`);
    },

    async linkAccount({ provider, providerAccountId, userId, type }) {
      await database()
        .insert(authAccounts)
        .values({
          provider: at.identityProvider(provider),
          providerAccountId,
          userId,
          type,
          createdAt: at.clock.now(),
        });
    },

    async createSession({ sessionToken, userId, expires }) {
      const now = at.clock.now();
      await endStaleSessions(userId, now);
      if (at.replaces) await endSession(at.replaces, now);
      await database().transaction(async (tx) => {
        await tx.insert(authSessions).values({
          tokenHash: hashToken(sessionToken),
          userId,
          createdAt: now,
          expiresAt: expires,
          lastUsedAt: now,
        });
        await recordInstance(
          tx,
          { now, requestId: at.requestId },
          { action: "session.start", userId, details: {} },
        );
      });
      return { sessionToken, userId, expires };
    },

    deleteSession: (sessionToken) => endSession(sessionToken, at.clock.now()),
  };
}

async function findUser(id: string): Promise<AdapterUser | null> {
  const [user] = await database().select().from(authUsers).where(eq(authUsers.id, id));
  return user ? toAdapterUser(user) : null;
}

function toAdapterUser(user: typeof authUsers.$inferSelect): AdapterUser {
  const { id, name, email, image, emailVerifiedAt } = user;
  return { id, name, email, image, emailVerified: emailVerifiedAt };
}
