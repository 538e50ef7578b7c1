import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema/index";

export type Schema = typeof schema;
export type Database = PostgresJsDatabase<Schema>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
export type Sql = postgres.Sql<{ bigint: bigint }>;

export type DatabaseOptions = {
  url: string;
  applicationName: string;
  max?: number;
  statementTimeoutMs?: number;
  idleInTransactionTimeoutMs?: number;
  /** Sees each statement before it leaves. */
  onStatement?: (text: string, parameters: readonly unknown[]) => void;
};

export type OpenDatabase = { db: Database; sql: Sql; close(): Promise<void> };

/**
 * A pool; connections are made when first needed. `sql` and `db` share it: int8 arrives as bigint, and
 * dates as text in `sql` (drizzle parses its own).
 */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const { onStatement } = options;
  const sql = postgres(options.url, {
    max: options.max ?? 10,
    prepare: true,
    connect_timeout: 5,
    idle_timeout: 300,
    max_lifetime: 60 * (30 + Math.floor(Math.random() * 30)),
    // The driver's own backoff doubles up to 20 s over the whole pool: far too long after a restart.
    backoff: (retries: number) => Math.min(0.02 * 2 ** retries, 0.5) * (0.75 + Math.random() / 2),
    types: { bigint: postgres.BigInt },
    onnotice: () => undefined,
    debug: onStatement ? (_connection, text, parameters) => onStatement(text, parameters) : false,
    connection: {
      application_name: options.applicationName,
      TimeZone: "UTC",
      statement_timeout: options.statementTimeoutMs ?? 15_000,
      idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 15_000,
    },
  });
  return {
    db: drizzle(sql, { schema, casing: "snake_case" }),
    sql,
    close: () => sql.end({ timeout: 5 }),
  };
}

/** The mark that patches/postgres leaves in the driver; without it a database restart ends the process. */
export function driverIsPatched(): boolean {
  return Reflect.get(postgres, "settlesQueriesOfClosedSockets") === true;
}
