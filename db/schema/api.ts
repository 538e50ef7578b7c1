import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant, projectId } from "../columns";

/** The first answer to a request that carried an Idempotency-Key; the same request gets it again. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    projectId: projectId(),
    keyId: uuid().notNull(),
    /** SHA-256 of the header under the id of the API key. */
    key: text().notNull(),
    /** SHA-256 of method, path and body. */
    requestHash: bytes().notNull(),
    state: text({ enum: ["running", "done"] }).notNull(),
    status: integer(),
    answer: text(),
    createdAt: instant().notNull(),
    /** A request that runs is believed alive until then. */
    leasedUntil: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.keyId, t.key] }),
    index("idempotency_keys_expiry_idx").on(t.projectId, t.expiresAt),
    check("idempotency_keys_state_check", sql`${t.state} in ('running', 'done')`),
    check("idempotency_keys_key_check", sql`char_length(${t.key}) between 1 and 255`),
  ],
);
