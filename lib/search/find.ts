import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import type { identifierKinds } from "../../db/schema/profiles";
import { profileIdentifiers as identifiers } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { partWithinTime } from "../core/time-limit";
import { walkEmails } from "./email-part";
import { likePattern, prefixPattern } from "./like-pattern";
import type { SearchQuery } from "./query";
import { searchText } from "./search-text";

export type IdentifierKind = (typeof identifierKinds)[number];

export type IdentifierHit = {
  profileId: string;
  kind: IdentifierKind;
  /** How the text matched, the closest first. */
  match: "whole" | "beginning" | "part";
};

export type FoundIdentifiers = {
  hits: IdentifierHit[];
  /** False where a part took too long to look for, so that only the newest emails were. */
  isWhole: boolean;
};

type Sought = Pick<SearchQuery, "values" | "part">;

const mostOfEach = 200;
/** For parts in which the trigram index finds little to hold on to. */
const timeLimitMs = 150;
const matches = ["whole", "beginning", "part"] as const;

/**
 * Profiles with an identifier that is, begins with or holds what is sought, the closest match of each, then those seen
 * last. Ids and kinds only: whatever is shown is read under row-level security. Parts are looked for only where there are
 * not enough of the closer ones, in the newest emails first: a common part is found there at once, and a rare one is a
 * short list in the trigram index.
 */
export async function findByIdentifier(
  tx: Transaction,
  ctx: Ctx,
  { values, part }: Sought,
  limit: number,
): Promise<FoundIdentifiers> {
  const close: SQL[] = [];
  if (values.length > 0) close.push(matching(ctx, 1, isAnyOf(values)));
  if (part !== null) close.push(matching(ctx, 2, sql`search_text like ${prefixPattern(part)}`));
  const found = close.length > 0 ? await closest(tx, close, limit) : [];
  const isEnough = found.length >= limit || (found[0]?.match === "whole" && isWholeName(part ?? ""));
  if (part === null || isEnough || [...part].length < 3) return { hits: found, isWhole: true };
  const more = await partsOf(tx, ctx, part, limit);
  const known = new Set(found.map((hit) => hit.profileId));
  const others = more.hits.filter((hit) => !known.has(hit.profileId));
  return { hits: [...found, ...others].slice(0, limit), isWhole: more.isWhole };
}

/** Which identifier of each profile matched, as it was given. For profiles that were read under row-level security. */
export async function listMatched(
  tx: Transaction,
  ctx: Ctx,
  { values, part }: Sought,
  profileIds: string[],
): Promise<{ profileId: string; kind: IdentifierKind; value: string }[]> {
  if (profileIds.length === 0) return [];
  const isWhole = values.length > 0 ? isAnyOf(values) : sql`false`;
  const holdsPart = part === null ? sql`false` : sql`search_text like ${likePattern(part)}`;
  const rows = await tx.execute(sql`
    select profile_id, kind, value from ${identifiers} where project_id = ${ctx.projectId}
      and profile_id = any(${sql.param(profileIds)}::uuid[]) and (${isWhole} or ${holdsPart})
    order by (${isWhole}) desc, last_seen_at desc, kind, value limit 500`);
  return rows.map((row) => ({
    profileId: String(row.profile_id),
    kind: row.kind as IdentifierKind, // held to these by a check of the table
    value: String(row.value),
  }));
}

async function partsOf(tx: Transaction, ctx: Ctx, part: string, limit: number): Promise<FoundIdentifiers> {
  const pattern = likePattern(part);
  const email = {
    projectId: ctx.projectId,
    environment: "production",
    part,
    from: null,
    until: null,
  } as const;
  const newest = await tx.execute(
    sql`${walkEmails(email, { isAscending: false, after: null })} limit ${sql.raw(String(limit))}`,
  );
  const inNewest = newest.map(
    (row): IdentifierHit => ({ profileId: String(row.id), kind: "email", match: "part" }),
  );
  if (inNewest.length >= limit) return { hits: inNewest, isWhole: true };
  // Signs alone make no trigram: the index would be read from end to end.
  if (!/[\p{L}\p{N}]/u.test(part)) return { hits: inNewest, isWhole: false };
  const inAll = await partWithinTime(tx, timeLimitMs, (within) =>
    closest(within, [matching(ctx, 3, sql`search_text like ${pattern}`)], limit),
  );
  return { hits: inAll ?? inNewest, isWhole: inAll !== null };
}

/** Long enough that whoever has it as a whole is meant, and not those in whose name it is a part. */
function isWholeName(part: string): boolean {
  return part.includes("@") || part.length >= 12;
}

async function closest(tx: Transaction, found: SQL[], limit: number): Promise<IdentifierHit[]> {
  const rows = await tx.execute(sql`
    select profile_id, kind, closeness from (
      select distinct on (profile_id) profile_id, kind, closeness, last_seen_at
      from (${sql.join(found, sql` union all `)}) matches
      order by profile_id, closeness, last_seen_at desc
    ) closest order by closeness, last_seen_at desc, profile_id limit ${sql.raw(String(limit))}`);
  return rows.map((row) => ({
    profileId: String(row.profile_id),
    kind: row.kind as IdentifierKind, // held to these by a check of the table
    match: matches[Number(row.closeness) - 1] ?? "part",
  }));
}

function matching(ctx: Ctx, closeness: 1 | 2 | 3, condition: SQL): SQL {
  return sql`(select ${sql.raw(String(closeness))} as closeness, profile_id, kind, last_seen_at from ${identifiers}
    where project_id = ${ctx.projectId} and ${condition} limit ${sql.raw(String(mostOfEach))})`;
}

function isAnyOf(values: string[]): SQL {
  const all = values.map((value) => sql`${searchText(value)}`);
  return sql`search_text in (${sql.join(all, sql`, `)})`;
}
