import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "../columns";

/** A person who has signed in. Global: one person may be in many projects. */
export const authUsers = pgTable(
  "auth_users",
  {
    id: uuid().primaryKey(),
    name: text(),
    email: text().notNull(),
    emailVerifiedAt: instant(),
    image: text(),
    createdAt: instant().notNull(),
  },
  (t) => [index("auth_users_email_idx").on(t.email)],
);

/** One sign-in identity: provider and its subject. Never matched by email. */
export const authAccounts = pgTable(
  "auth_accounts",
  {
    provider: text().notNull(),
    providerAccountId: text().notNull(),
    userId: uuid()
      .notNull()
      .references(() => authUsers.id, { onDelete: "cascade" }),
    type: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.providerAccountId] }),
    index("auth_accounts_user_idx").on(t.userId),
  ],
);

/** A browser that is signed in. Only the hash of its token is kept. */
export const authSessions = pgTable(
  "auth_sessions",
  {
    tokenHash: bytes().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => authUsers.id, { onDelete: "cascade" }),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    lastUsedAt: instant().notNull(),
  },
  (t) => [index("auth_sessions_user_idx").on(t.userId)],
);
