import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { SelectResultFields } from "drizzle-orm/query-builders/select.types";
import type { Transaction } from "../../db/client";
import type { Ctx } from "../core/ctx";
import { type IdKind, showId } from "../core/ids";
import type { Customer } from "../customers/customer";
import type { Item } from "./item";
import type { EntryResource } from "./resource";
import type { TimelineKind, TimelineOrder } from "./schema";

/** Rows beyond a place of the list, or from its newest end; `limit` of them in walking order. */
export type Walk = {
  order: TimelineOrder;
  direction: "older" | "newer";
  from: { at: Date; id: string; isIncluded: boolean } | null;
  limit: number;
};

/** A table whose rows are entries of a timeline. */
export type Source = {
  /** The chips that show it, beside "all". */
  kinds: readonly TimelineKind[];
  /** What the shown ids of its rows begin with. */
  idKind: IdKind;
  walk(tx: Transaction, ctx: Ctx, customer: Customer, walk: Walk): Promise<Item[]>;
  /** The same rows as the API and the JSON view show them. */
  walkWhole(tx: Transaction, ctx: Ctx, customer: Customer, walk: Walk): Promise<WholeItem[]>;
  find(tx: Transaction, ctx: Ctx, customer: Customer, id: string): Promise<WholeItem | null>;
};

export type WholeItem = { id: string; occurredAt: Date; receivedAt: Date; resource: EntryResource };

type Columns = Record<string, AnyPgColumn | SQL.Aliased>;
type Place = { id: string; address: string; profileId: string; occurredAt: Date; receivedAt: Date };

type Spec<Short extends Columns, Long extends Columns> = {
  kinds: readonly TimelineKind[];
  idKind: IdKind;
  table: PgTable;
  projectId: AnyPgColumn;
  id: AnyPgColumn;
  profileId: AnyPgColumn;
  occurredAt: AnyPgColumn;
  /** Left out where both clocks are one. */
  receivedAt?: AnyPgColumn;
  /** Which rows of the customer, where not all of them. */
  where?: (ctx: Ctx, customer: Customer) => SQL;
  /** What a line of the page needs, */
  columns: Short;
  item: (row: SelectResultFields<Short>, place: Place, ctx: Ctx) => Item;
  /** and what the whole entry says. */
  wholeColumns: Long;
  resource: (row: SelectResultFields<Long>, place: Place) => EntryResource;
};

/** Makes a source of a table: each joined profile is walked along its own index, then all are merged and cut. */
export function source<Short extends Columns, Long extends Columns>(spec: Spec<Short, Long>): Source {
  const { kinds, idKind, table } = spec;
  const fixed = {
    id: spec.id,
    profileId: spec.profileId,
    occurredAt: spec.occurredAt,
    ...(spec.receivedAt && { receivedAt: spec.receivedAt }),
  };

  async function rows<Wanted extends Columns>(
    tx: Transaction,
    ctx: Ctx,
    customer: Customer,
    { order, direction, from, limit }: Walk,
    columns: Wanted,
  ) {
    const clock = order === "received" && spec.receivedAt ? "receivedAt" : "occurredAt";
    const at = fixed[clock] ?? fixed.occurredAt;
    const way = sql.raw(direction === "older" ? "desc" : "asc");
    const selected: Columns = { ...columns, ...fixed };
    const ofMember = tx
      .select(selected)
      .from(table)
      .where(
        and(
          eq(spec.projectId, ctx.projectId),
          sql`${spec.profileId} = member.id`,
          spec.where?.(ctx, customer),
          from ? beyond({ at, id: spec.id, direction, from }) : undefined,
        ),
      )
      .orderBy(sql`${at} ${way}`, sql`${spec.id} ${way}`)
      .limit(limit)
      .as("of_member");
    const found = await tx
      .select()
      .from(sql`unnest(${sql.param(customer.profileIds)}::uuid[]) as member(id)`)
      .crossJoinLateral(ofMember)
      .orderBy(sql`${ofMember[clock]} ${way}`, sql`${ofMember.id} ${way}`)
      .limit(limit);
    return found.map((row) => parted(Reflect.get(row, "of_member"), columns));
  }

  function parted<Wanted extends Columns>(found: object, columns: Wanted) {
    const wanted = Object.fromEntries(Object.keys(columns).map((key) => [key, Reflect.get(found, key)]));
    // Their types are lost among the columns of any table: `rows` and `find` select the fixed ones and the wanted ones.
    const { id, profileId, occurredAt, receivedAt = occurredAt } = found as Omit<Place, "address">;
    return {
      row: wanted as SelectResultFields<Wanted>,
      place: { id, address: showId(idKind, id), profileId, occurredAt, receivedAt },
    };
  }

  const whole = ({ row, place }: ReturnType<typeof parted<Long>>): WholeItem => ({
    id: place.id,
    occurredAt: place.occurredAt,
    receivedAt: place.receivedAt,
    resource: spec.resource(row, place),
  });

  return {
    kinds,
    idKind,
    walk: async (tx, ctx, customer, walk) =>
      (await rows(tx, ctx, customer, walk, spec.columns)).map(({ row, place }) => spec.item(row, place, ctx)),
    walkWhole: async (tx, ctx, customer, walk) =>
      (await rows(tx, ctx, customer, walk, spec.wholeColumns)).map(whole),
    find: async (tx, ctx, customer, id) => {
      const [row] = await tx
        .select({ ...spec.wholeColumns, ...fixed })
        .from(table)
        .where(
          and(
            eq(spec.projectId, ctx.projectId),
            inArray(spec.profileId, customer.profileIds),
            eq(spec.id, id),
            spec.where?.(ctx, customer),
          ),
        )
        .limit(1);
      return row ? whole(parted(row, spec.wholeColumns)) : null;
    },
  };
}

function beyond(place: {
  at: AnyPgColumn;
  id: AnyPgColumn;
  direction: Walk["direction"];
  from: NonNullable<Walk["from"]>;
}): SQL {
  const { at, id, direction, from } = place;
  const sign = sql.raw((direction === "older" ? "<" : ">") + (from.isIncluded ? "=" : ""));
  return sql`(${at}, ${id}) ${sign} (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`;
}
