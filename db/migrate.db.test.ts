import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterAll, beforeEach, expect, it } from "vitest";
import { testAdminUrl, testDatabaseUrl } from "@/tests/database";
import { migrate, pendingMigrations } from "./migrate";

let folder: string;
const sql = postgres(testAdminUrl(), { max: 2, onnotice: () => undefined });

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "migrations-"));
  await sql.unsafe("drop schema public cascade; create schema public; grant all on schema public to public");
  return () => rm(folder, { recursive: true });
});
afterAll(() => sql.end());

const url = testDatabaseUrl();
const add = (name: string, text: string) => writeFile(path.join(folder, `${name}.sql`), text);

it("applies each file once, in order, also when several processes start together", async () => {
  await add("0000_a", "create table a (id int primary key)");
  await add("0001_b", "insert into a values (1);\n--> statement-breakpoint\ninsert into a values (2)");
  expect(await pendingMigrations(url, folder)).toEqual(["0000_a", "0001_b"]);
  const runs = await Promise.all([1, 2, 3].map(() => migrate({ url, folder })));
  expect(runs.flat()).toEqual(["0000_a", "0001_b"]);
  expect(await sql`select count(*)::int as n from a`).toEqual([{ n: 2 }]);
  expect(await pendingMigrations(url, folder)).toEqual([]);
});

it("keeps nothing of a file that fails, and names the file", async () => {
  await add("0000_a", "create table a (id int primary key);\n--> statement-breakpoint\nselect nonsense");
  await expect(migrate({ url, folder })).rejects.toThrow(
    /0000_a failed \(column "nonsense".*Nothing of it was kept; put the cause right/,
  );
  await add("0000_a", "create table a (id int primary key)");
  expect(await migrate({ url, folder })).toEqual(["0000_a"]);
});

it("goes on where a file without transaction stopped, and rebuilds a half-built index", async () => {
  await add("0000_a", "create table a (id int); insert into a values (1), (1)");
  const [first, second] = [
    "create table b (id int)",
    "create unique index concurrently if not exists a_id on a (id)",
  ];
  await add("0001_i", `-- no-transaction\n${first};\n--> statement-breakpoint\n${second}`);
  await expect(migrate({ url, folder })).rejects.toThrow(/0001_i failed.*goes on there/);
  await sql`delete from a`;
  expect(await migrate({ url, folder })).toEqual(["0001_i"]);
  expect(await sql`select indisvalid from pg_index where indexrelid = 'a_id'::regclass`).toEqual([
    { indisvalid: true },
  ]);
});

it("refuses a file that was changed after it ran", async () => {
  await add("0000_a", "create table a (id int)");
  await migrate({ url, folder });
  await add("0000_a", "create table a (id bigint)");
  await expect(migrate({ url, folder })).rejects.toThrow("0000_a was changed after it ran");
});
