/**
 * True for a database that cannot be asked, or cannot write, at present, also where drizzle has wrapped the error: a
 * lost connection, a shutdown, a full disk, a standby, a statement that took too long.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = String(Reflect.get(error, "code") ?? "");
  return (
    /^(ECONN|ENOENT|ENOTFOUND|ETIMEDOUT|EPIPE|CONNECT|57P0[1-3]|57014|08|53[123]00|25006)/.test(code) ||
    isDatabaseAway(error.cause)
  );
}

/** Marks the error of a database that is away, so that a page which it ends can say so: Next hands the browser the digest. */
export async function markingAway<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && isDatabaseAway(error)) Object.assign(error, { digest: "unavailable" });
    throw error;
  }
}

/** True where the database ended a transaction that came in the way of another: run again, it goes through. */
export function isCollision(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /^40(001|P01)$/.test(String(Reflect.get(error, "code") ?? "")) || isCollision(error.cause);
}
