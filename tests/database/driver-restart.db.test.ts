import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { driverIsPatched, type OpenDatabase, openDatabase } from "@/db/client";
import { type EmbeddedServer, removeEmbedded, startEmbedded } from "@/db/embedded";
import { Load } from "./driver-load";

let dataDir: string;
let server: EmbeddedServer;
let database: OpenDatabase;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), "dossier-restart-"));
  await chmod(dataDir, 0o755);
  server = await startEmbedded({ dataDir });
  database = openDatabase({ url: server.url, applicationName: "restart-test", max: 8 });
  await database.sql`create table acknowledged (id bigint primary key, worker int not null)`;
});

afterAll(async () => {
  await database.close();
  await server.stop();
  await removeEmbedded(dataDir);
  await rm(dataDir, { recursive: true });
});

const faults = {
  fast: () => restart("SIGINT"),
  immediate: () => restart("SIGQUIT"),
  terminate: async () => {
    const sql = postgres(server.adminUrl, { max: 1 });
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'restart-test'`;
    await sql.end();
  },
};

async function restart(signal: NodeJS.Signals): Promise<void> {
  process.kill(server.pid, signal);
  await server.exited;
  server = await startEmbedded({ dataDir });
}

it("carries the patch of patches/ (run npx patch-package if it does not)", () => {
  expect(driverIsPatched()).toBe(true);
});

it("survives 20 restarts under load: nothing acknowledged is lost, nothing hangs, and it is well again in 2 s", async () => {
  const load = new Load(database.sql);
  load.start();
  await load.recovered();
  const recoveriesMs: number[] = [];
  for (let round = 0; round < 20; round++) {
    const kind = (["fast", "immediate", "terminate"] as const)[round % 3] ?? "fast";
    await faults[kind]();
    recoveriesMs.push(await load.recovered());
  }
  const hung = await load.stop(10_000);
  const stored = await database.sql<{ id: bigint }[]>`select id from acknowledged`;
  const known = new Set(stored.map((row) => Number(row.id)));
  const lost = [...load.acknowledged].filter((id) => !known.has(id));
  console.info(
    JSON.stringify({
      test: "J1",
      acknowledged: load.acknowledged.size,
      refused: load.refused,
      lost: lost.length,
      hung,
      slowestRecoveryMs: Math.round(Math.max(...recoveriesMs)),
    }),
  );
  expect({ lost: lost.length, hung }).toEqual({ lost: 0, hung: 0 });
  expect(Math.max(...recoveriesMs)).toBeLessThanOrEqual(2_000);
  expect(load.acknowledged.size).toBeGreaterThanOrEqual(20 * 95);
  expect(load.refused).toBeGreaterThan(20);
}, 120_000);

it("a lost transaction runs nothing outside of itself, and gives its connection back", async () => {
  const one = openDatabase({ url: server.url, applicationName: "restart-test", max: 1 });
  let work: Promise<unknown> = Promise.resolve();
  const transaction = one.sql.begin((inside) => {
    work = (async () => {
      await faults.terminate();
      await expect(inside`select 1`).rejects.toThrow();
      await one.sql`select 2`; // the same connection, made anew, and not in the transaction
      await inside`insert into acknowledged values (-1, 0)`;
    })();
    return work;
  });
  await expect(transaction).rejects.toThrow();
  await expect(work).rejects.toThrow("CONNECTION_CLOSED");
  expect(await one.sql`select id from acknowledged where id = -1`).toEqual([]);
  await one.close();
});

it("a lost reservation settles every query, and releasing it twice is harmless", async () => {
  const one = openDatabase({ url: server.url, applicationName: "restart-test", max: 1 });
  const reserved = await one.sql.reserve();
  const asleep = Promise.allSettled([
    reserved`select pg_sleep(30)`,
    reserved`select ${1}::int`,
    reserved`select ${2}::int`,
  ]);
  await new Promise((resolve) => setImmediate(resolve));
  await faults.terminate();
  expect((await asleep).map((result) => result.status)).toEqual(["rejected", "rejected", "rejected"]);
  await expect(reserved`select 3`).rejects.toThrow();
  reserved.release();
  reserved.release();
  expect(await one.sql`select 4 as n`).toEqual([{ n: 4 }]);
  const again = await one.sql.reserve();
  expect(await again`select 5 as n`).toEqual([{ n: 5 }]);
  again.release();
  await one.close();
});
