import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import type { Ctx } from "./ctx";
import { read } from "./database";

/** A read whose statements may each take so long; null when one was cut off. */
export async function withinTime<T>(
  ctx: Ctx,
  limitMs: number,
  run: (tx: Transaction) => Promise<T>,
): Promise<T | null> {
  return unlessCutOff(() => read(ctx, run, { statementMs: limitMs }));
}

/** The same for a part of a read, which goes on after it. */
export async function partWithinTime<T>(
  tx: Transaction,
  limitMs: number,
  run: (tx: Transaction) => Promise<T>,
): Promise<T | null> {
  return unlessCutOff(() =>
    tx.transaction(async (part) => {
      await part.execute(sql.raw(`set local statement_timeout = ${limitMs}`));
      const result = await run(part);
      await part.execute(sql`set local statement_timeout = default`);
      return result;
    }),
  );
}

async function unlessCutOff<T>(run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    if (isCutOff(error)) return null;
    throw error;
  }
}

function isCutOff(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return Reflect.get(error, "code") === "57014" || isCutOff(error.cause);
}
