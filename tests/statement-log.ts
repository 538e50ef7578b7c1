import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import * as schema from "@/db/schema";

const globalTables = new Set([
  "auth_users",
  "auth_accounts",
  "auth_sessions",
  "fx_rates",
  "instance_log",
  "instance_switches",
  "projects",
]);

/** Every table that names its project. */
const tenants = Object.values(schema)
  .filter((value) => value instanceof PgTable)
  .map((table) => getTableConfig(table).name)
  .filter((name) => !globalTables.has(name));

const mention = new RegExp(
  `\\b(?:from|join|into|update)\\s+(?:only\\s+)?"?(${tenants.join("|")})"?(?![\\w."])`,
  "gi",
);

/**
 * Statements that touch a tenant table without naming the project once for each: the whole schema can be spread over
 * a cluster by project only as long as there are none. Foreign keys and row-level security cannot stand in for it. A key,
 * the hash of a token or the address of an integration is how a project is found in the first place.
 */
export function statementsWithoutProject(statements: Iterable<string>): string[] {
  return [...statements].filter((statement) => {
    const touched = [...statement.matchAll(mention)].length;
    const compared = [
      ...statement.matchAll(
        /\b(?:project_id"?\s*=|integration_routes"\."integration_id" =|publishable_key"?\s*=|\w+_hash"?\s*(?:=|in\b))|\busing\s*\(\s*"?project_id/gi,
      ),
    ].length;
    const inserted = [...statement.matchAll(/\binto\s+"?\w+"?\s*\([^)]*\bproject_id\b/gi)].length;
    return compared + inserted < touched;
  });
}
