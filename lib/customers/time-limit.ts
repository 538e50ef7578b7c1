import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";

/** A read whose statements may each take so long; null when one was cut off. */
export async function withinTime<T>(
  ctx: Ctx,
  limitMs: number,
  run: (tx: Transaction) => Promise<T>,
): Promise<T | null> {
  try {
    return await read(ctx, async (tx) => {
      await tx.execute(sql.raw(`set local statement_timeout = ${limitMs}`));
      return run(tx);
    });
  } catch (error) {
    if (isCutOff(error)) return null;
    throw error;
  }
}

function isCutOff(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return Reflect.get(error, "code") === "57014" || isCutOff(error.cause);
}
