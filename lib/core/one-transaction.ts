import type { ReservedSql } from "postgres";

export type Connection = Pick<ReservedSql, "unsafe">;

/**
 * A transaction in two flights of statements where the driver's own takes four: `begin` leaves with the reads, and
 * `commit` with the writes. Both functions must send all they have before they first wait. A commit after a failed write
 * is a rollback, and says so; resolves only when it was none.
 */
export async function oneTransaction<Read, Written>(
  sql: { reserve(): Promise<ReservedSql> },
  read: (connection: Connection) => Promise<Read>,
  write: (connection: Connection, read: Read) => Promise<Written>,
): Promise<Written> {
  const connection = await sql.reserve();
  try {
    const begun = connection.unsafe("begin").execute();
    const [found] = await Promise.all([read(connection), begun]);
    const written = write(connection, found);
    const committed = connection.unsafe("commit").execute();
    const [result, end] = await Promise.all([written, committed]);
    if (end.command !== "COMMIT") throw new Error(`The transaction ended with ${end.command}`);
    return result;
  } catch (error) {
    // Answered after everything that was sent before, so the connection goes back with nothing under way.
    await connection.unsafe("rollback").catch(() => undefined);
    throw error;
  } finally {
    connection.release();
  }
}

const statementTimeout = "5s";

/**
 * Row-level security for the project, and an end to statements that hang. Plans are the generic ones, foreign keys' too: one
 * for a project that the statistics do not know yet takes it for empty, and walks all of it for each row.
 */
export function openScope(connection: Connection, projectId: string): Promise<unknown> {
  const scope =
    "select use_project($1::uuid), set_config('statement_timeout', $2, true), set_config('plan_cache_mode', 'force_generic_plan', true)";
  return connection.unsafe(scope, [projectId, statementTimeout], { prepare: true }).execute();
}
