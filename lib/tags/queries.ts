import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { tags } from "../../db/schema/tags";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Customer } from "../customers/customer";

/** The names of the tags of a customer, over all its profiles. */
export async function listTags(ctx: Ctx, customer: Customer): Promise<string[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .selectDistinct({ name: tags.name })
      .from(tags)
      .where(and(eq(tags.projectId, ctx.projectId), inArray(tags.profileId, customer.profileIds)))
      .orderBy(asc(tags.name)),
  );
  return rows.map(({ name }) => name);
}

const mostChoices = 200;

/** Every tag of the project, for suggestions and the filter; 200 at most. One index probe per tag. */
export async function listTagChoices(ctx: Ctx): Promise<string[]> {
  const next = (beyond: SQL) =>
    sql`(select name from ${tags} where project_id = ${ctx.projectId} ${beyond} order by name limit 1)`;
  const rows = await read(ctx, (tx) =>
    tx.execute(sql`
      with recursive known(name) as (
        ${next(sql``)} union all
        select more.name from known cross join lateral ${next(sql`and name > known.name`)} more
      ) select name from known limit ${sql.raw(String(mostChoices))}`),
  );
  return rows.map((row) => String(row.name));
}
