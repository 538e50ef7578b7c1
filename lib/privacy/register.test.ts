import { getTableColumns, getTableName } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { describe, expect, it, test } from "vitest";
import * as schema from "@/db/schema";
import { keysOf, nameOf } from "./personal-table";
import { otherTables, personalTables } from "./register";

const tables = Object.values(schema).filter((value) => value instanceof PgTable);
const named = personalTables.map((entry) => [nameOf(entry), entry] as const);

test("every table of the schema is in the register once, as personal or with the reason why not", () => {
  const registered = [...personalTables, ...otherTables].map(({ table }) => getTableName(table));
  expect(registered.toSorted()).toEqual(tables.map((table) => getTableName(table)).toSorted());
});

describe.each(named)("%s", (_, entry) => {
  const { table, personal = [], pseudonym = [], fact = [], internal = [], erasure } = entry;

  it("has every column in one class", () => {
    const classed = ["projectId", ...personal, ...pseudonym, ...fact, ...internal];
    expect(classed.toSorted()).toEqual(Object.keys(getTableColumns(table)).toSorted());
  });

  it("keeps nothing personal where its rows stay", () => {
    if (erasure.rows === "emptied") expect(erasure.columns).toEqual(expect.arrayContaining([...personal]));
    if (erasure.rows === "thinned") expect(personal).toEqual([erasure.column]);
    if (erasure.rows === "kept") expect(personal).toEqual([]);
  });

  it("is walked in an order that tells its rows apart", () => {
    for (const { column } of entry.owners)
      expect([column, ...entry.order]).toEqual(expect.arrayContaining(keysOf(table)));
  });
});

test("children go before their parents", () => {
  const places = new Map(personalTables.map(({ table }, index) => [table, index]));
  for (const [index, { owners }] of personalTables.entries())
    for (const { of } of owners) if (of) expect(places.get(of)).toBeGreaterThan(index);
});
