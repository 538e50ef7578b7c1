import { inject } from "vitest";
import type { Transaction } from "@/db/client";
import { database } from "@/lib/core/database";
import { env } from "@/lib/core/env";

/** The database of this test file; `database()` of lib/core is connected to it already. */
export function testDatabaseUrl(): string {
  const url = env().databaseUrl;
  if (!url) throw new Error("Only tests named *.db.test.ts have a database.");
  return url;
}

/** The superuser's address, for what the application's role must not do. */
export function testAdminUrl(): string {
  const url = new URL(inject("testServer").adminUrl);
  url.pathname = new URL(testDatabaseUrl()).pathname;
  return url.toString();
}

class RolledBack extends Error {}

/** Runs the work in a transaction that never commits. */
export async function rolledBack<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  try {
    await database().transaction(async (tx) => {
      result = { value: await work(tx) };
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  if (!result) throw new Error("The transaction ended before its work did.");
  return result.value;
}
