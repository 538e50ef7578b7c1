import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";

/** Until the end of this transaction nobody else holds the lock of this name; whoever asks for it waits. */
export async function lockName(tx: Transaction, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}
