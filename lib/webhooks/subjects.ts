import { and, asc, eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/client";
import { profiles } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { customerOf, listActiveMerges } from "../customers/customer";
import { namesOf } from "../identity/names";
import { listIdentifiersOfMany } from "../search/identifiers";
import type { Subject } from "./envelope";

export type Subjects = {
  /** By the id of the profile that an event names. Absent: nobody is left to speak of. */
  of: ReadonlyMap<string, Subject>;
  /** Someone is changing or erasing them at this moment: ask again later. */
  busy: ReadonlySet<string>;
};

/** The customers behind profiles, held so that none is erased before the transaction ends. */
export async function holdSubjects(
  tx: Transaction,
  ctx: Ctx,
  profileIds: readonly string[],
): Promise<Subjects> {
  const wanted = [...new Set(profileIds)].toSorted();
  const ofMany = and(eq(profiles.projectId, ctx.projectId), inArray(profiles.id, wanted));
  // Without waiting: whoever erases a profile wants the rows of events that are locked here.
  const held = await tx
    .select({ id: profiles.id })
    .from(profiles)
    .where(ofMany)
    .orderBy(asc(profiles.id))
    .for("key share", { skipLocked: true });
  const isHeld = new Set(held.map(({ id }) => id));
  const rest = wanted.filter((id) => !isHeld.has(id));
  const there =
    rest.length === 0
      ? []
      : await tx
          .select({ id: profiles.id })
          .from(profiles)
          .where(and(eq(profiles.projectId, ctx.projectId), inArray(profiles.id, rest)));
  const busy = new Set(there.map(({ id }) => id));
  return { of: await readSubjects(tx, ctx, [...isHeld]), busy };
}

/** The customers behind profiles, each read once. */
export async function readSubjects(
  tx: Transaction,
  ctx: Ctx,
  profileIds: readonly string[],
): Promise<Map<string, Subject>> {
  if (profileIds.length === 0) return new Map();
  const named = alias(profiles, "named");
  const rows = await tx
    .select({ namedId: named.id, profile: profiles })
    .from(named)
    .innerJoin(
      profiles,
      and(eq(profiles.projectId, ctx.projectId), eq(profiles.customerId, named.customerId)),
    )
    .where(and(eq(named.projectId, ctx.projectId), inArray(named.id, [...profileIds])))
    .orderBy(asc(profiles.createdAt), asc(profiles.id));
  const members = grouped(rows, ({ namedId }) => namedId);
  const all = [...new Map(rows.map(({ profile }) => [profile.id, profile])).values()];
  const areJoined = all.some(({ id, customerId }) => id !== customerId);
  const active = areJoined ? await listActiveMerges(tx, ctx, all) : [];
  const ids = all.map(({ id }) => id);
  const identifiers = grouped(
    await listIdentifiersOfMany(tx, ctx.projectId, ids),
    ({ profileId }) => profileId,
  );
  const found = new Map<string, Subject>();
  for (const [namedId, own] of members) {
    const theirs = own.map(({ profile }) => profile);
    const customer = customerOf(theirs, active);
    if (!customer) continue;
    const names = namesOf(
      customer,
      theirs.flatMap(({ id }) => identifiers.get(id) ?? []),
    );
    found.set(namedId, { customer, names });
  }
  return found;
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
