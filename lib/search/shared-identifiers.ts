import { type SQL, sql } from "drizzle-orm";
import { profileIdentifiers, profiles } from "../../db/schema/profiles";
import type { ProjectId } from "../core/ctx";

/** Why two customers may be one person, the surest first, with what each is worth of 100. */
export const sharedRules = { user_id: 95, provider: 94, email: 90, mailbox: 60 } as const;
export type SharedRule = keyof typeof sharedRules;

/** How many members of a group meet all the others: pairs grow with a group, not with its square. */
const meeting = 3;

/**
 * Pairs of customers (`first_id` < `second_id`) that share a name, with `score` and `reasons`. Live data only, no bots.
 * A mailbox is an address without its tag and, at Gmail, without its dots.
 */
export function sharedIdentifierPairs(projectId: ProjectId, most: number): SQL {
  return sql`
    with own as materialized (
      select kind, value, search_text, profile_id from ${profileIdentifiers}
      where project_id = ${projectId} and environment = 'production'
    ), keyed as (
      select 'user_id' as rule, value as key, profile_id from own where kind in ('user_id', 'app_user_id')
      union all select 'provider', value, profile_id from own where kind = 'provider_customer_id'
      union all select 'email', btrim(search_text), profile_id from own where kind = 'email'
      union all select 'mailbox', ${mailbox}, profile_id from own where kind = 'email'
    ), shared as (
      select rule, key from keyed group by rule, key having count(*) > 1
    ), grouped as (
      select rule, key, p.customer_id, min(p.created_at) as since
      from keyed join shared using (rule, key)
      join ${profiles} p on p.project_id = ${projectId} and p.id = keyed.profile_id and not p.is_bot
      group by rule, key, p.customer_id
    ), ranked as (
      select *, row_number() over (partition by rule, key order by since, customer_id) as place from grouped
    ), pairs as (
      select distinct a.rule, least(a.customer_id, b.customer_id) as first_id, greatest(a.customer_id, b.customer_id) as second_id
      from ranked a join ranked b using (rule, key)
      where a.place <= ${sql.raw(String(meeting))} and b.place > a.place
    ), judged as (
      select first_id, second_id, array_agg(rule order by ${worth} desc) as rules, max(${worth}) as best
      from pairs group by first_id, second_id
    )
    select first_id, second_id,
      least(100, best + 2 * (cardinality(said) - 1)) as score, to_jsonb(said) as reasons
    from (select *, case when 'email' = any(rules) then array_remove(rules, 'mailbox') else rules end as said
      from judged) j
    order by score desc, first_id, second_id limit ${sql.raw(String(most))}`;
}

const worth = sql.raw(
  `(case rule ${Object.entries(sharedRules)
    .map(([rule, points]) => `when '${rule}' then ${points}`)
    .join(" ")} end)`,
);

const mailbox = sql.raw(`case when split_part(search_text, '@', 2) in ('gmail.com', 'googlemail.com')
  then replace(split_part(split_part(btrim(search_text), '@', 1), '+', 1), '.', '') || '@gmail.com'
  else split_part(split_part(btrim(search_text), '@', 1), '+', 1) || '@' || split_part(btrim(search_text), '@', 2) end`);
