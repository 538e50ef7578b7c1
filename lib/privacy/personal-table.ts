import { getTableColumns, getTableName } from "drizzle-orm";
import { getTableConfig, type PgColumn, type PgTable } from "drizzle-orm/pg-core";

/** A column that leads from a row to the person: to a profile, or to column `at` (its id) of a table that leads there. */
export type Owner = { column: string; of?: PgTable; at?: string };

/** What becomes of the rows. */
export type Erasure =
  | { rows: "deleted" }
  /** They stay with these columns null, since others lean on them. */
  | { rows: "emptied"; columns: readonly string[] }
  /** They stay, with nothing but ids in this JSON column. */
  | { rows: "thinned"; column: string }
  | { rows: "kept"; why: string };

/**
 * personal: about the person, or said by them. pseudonym: an id. fact: a time, a kind, who of the team did it. internal:
 * how we work on the row, or a copy for looking it up. All but the last are exported.
 */
type Columns = {
  personal?: readonly string[];
  pseudonym?: readonly string[];
  fact?: readonly string[];
  internal?: readonly string[];
};

export type PersonalTable = Columns & {
  table: PgTable;
  /** Said in the preview, the receipt and the export. */
  words: string;
  /** None where the rows are found by what is in them. */
  owners: readonly Owner[];
  /** Walks the rows of one owner along an index, and is unique together with it. */
  order: readonly string[];
  isExported: boolean;
  /** What is exported of a row beside its columns: text that is stored sealed. */
  opened?: { name: string; textOf: (row: Record<string, unknown>) => string | null };
  erasure: Erasure;
};

/** Who did it: somebody of the team, a key or a job. */
export const actor = ["actorKind", "actorId"];
export const lease = ["leaseId", "leasedUntil", "attempts"];
/** What a browser says of itself. */
export const device = [
  "userAgent",
  "browser",
  "browserVersion",
  "os",
  "osVersion",
  "device",
  "country",
  "language",
  "timezone",
];

export const deleted = { rows: "deleted" } as const;
export const ofProfile: readonly Owner[] = [{ column: "profileId" }];

/** A column of a table by the name that it has in code. */
export function columnOf(table: PgTable, field: string): PgColumn {
  const column = getTableColumns(table)[field];
  if (!column) throw new Error(`${getTableName(table)} has no column ${field}`);
  return column;
}

/** The primary key but for the project, by names in code. */
export function keysOf(table: PgTable): string[] {
  const columns = getTableConfig(table).primaryKeys[0]?.columns ?? [];
  return columns.map(({ name }) => name).filter((name) => name !== "projectId");
}

/** Named in the receipt and in the export's files. */
export function nameOf({ table }: Pick<PersonalTable, "table">): string {
  return getTableName(table);
}
