import { type SQL, sql } from "drizzle-orm";
import type { identifierKinds } from "../../db/schema/profiles";
import { profileIdentifiers as identifiers } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { likePattern } from "./like-pattern";
import { searchText } from "./search-text";

export type IdentifierHit = {
  profileId: string;
  kind: (typeof identifierKinds)[number];
  /** How the text matched, the closest first. */
  match: "whole" | "beginning" | "part";
};

const mostOfEach = 200;

/**
 * Profiles with an identifier that is, begins with or holds the text, the closest match of each, then those seen last.
 * Ids and kinds only: whatever is shown is read under row-level security.
 */
export async function findByIdentifier(ctx: Ctx, text: string, limit: number): Promise<IdentifierHit[]> {
  const wanted = searchText(text);
  const beginning = `${wanted.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const own = sql`project_id = ${ctx.projectId}`;
  const columns = sql`profile_id, kind, last_seen_at`;
  const some = sql.raw(`limit ${mostOfEach}`);
  const parts: SQL[] = [
    sql`(select 1 as closeness, ${columns} from ${identifiers} where ${own} and search_text = ${wanted} ${some})`,
    sql`(select 2, ${columns} from ${identifiers} where ${own} and search_text like ${beginning} ${some})`,
  ];
  if ([...wanted].length >= 3)
    parts.push(
      sql`(select 3, ${columns} from ${identifiers} where ${own} and search_text like ${likePattern(wanted)} ${some})`,
    );
  const found = await read(ctx, (tx) =>
    tx.execute(sql`
      select profile_id, kind, closeness from (
        select distinct on (profile_id) profile_id, kind, closeness, last_seen_at
        from (${sql.join(parts, sql` union all `)}) matches
        order by profile_id, closeness, last_seen_at desc
      ) closest order by closeness, last_seen_at desc, profile_id limit ${sql.raw(String(limit))}`),
  );
  return found.map((row) => ({
    profileId: String(row.profile_id),
    kind: row.kind as IdentifierHit["kind"], // held to these by a check of the table
    match: Number(row.closeness) === 1 ? "whole" : Number(row.closeness) === 2 ? "beginning" : "part",
  }));
}
