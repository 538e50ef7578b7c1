import { sql } from "drizzle-orm";
import { duplicateDecisions, duplicatePairs } from "../../db/schema/identity";
import { profiles } from "../../db/schema/profiles";
import type { ProjectId } from "../core/ctx";
import { inSystem, write } from "../core/database";
import { sharedIdentifierPairs } from "../search/shared-identifiers";

const mostPairs = 20_000;
const timeLimit = "120s";

/** Writes anew which customers of a project look like one person. Pairs that someone has kept apart stay away. */
export async function findDuplicates(projectId: ProjectId, now: Date): Promise<void> {
  const foundAt = sql`${now.toISOString()}::timestamptz`;
  await write(projectId, async (tx) => {
    await tx.execute(sql.raw(`set local statement_timeout = '${timeLimit}'`));
    await tx.execute(sql`
      with apart as (
        select least(a.customer_id, b.customer_id) as first_id, greatest(a.customer_id, b.customer_id) as second_id
        from ${duplicateDecisions} d
        join ${profiles} a on a.project_id = ${projectId} and a.id = d.first_id
        join ${profiles} b on b.project_id = ${projectId} and b.id = d.second_id
        where d.project_id = ${projectId}
      )
      insert into ${duplicatePairs} (project_id, first_id, second_id, score, reasons, found_at)
      select ${projectId}::uuid, first_id, second_id, score, reasons, ${foundAt}
      from (${sharedIdentifierPairs(projectId, mostPairs)}) found
      where not exists (
        select 1 from apart where apart.first_id = found.first_id and apart.second_id = found.second_id
      )
      order by first_id, second_id
      on conflict (project_id, first_id, second_id) do update
        set score = excluded.score, reasons = excluded.reasons, found_at = excluded.found_at`);
    await tx.execute(
      sql`delete from ${duplicatePairs} where project_id = ${projectId} and found_at < ${foundAt}`,
    );
  });
}

/** Projects that have anyone at all. */
export async function listProjectsWithCustomers(): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx.execute(sql`select p.id from projects p cross join lateral (
      select 1 from ${profiles} where project_id = p.id limit 1) anyone order by p.id`),
  );
  return rows.map((row) => String(row.id));
}
