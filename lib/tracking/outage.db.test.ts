import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { type EmbeddedServer, removeEmbedded, startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { closeDatabase } from "@/lib/core/database";
import { processSingleton } from "@/lib/core/process-singleton";
import { startTestCollector } from "@/tests/ingest-client";

// A server of its own, since these tests stop and spoil it.
let dataDir: string;
let server: EmbeddedServer;
let one: Awaited<ReturnType<typeof startTestCollector>>;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), "dossier-outage-"));
  await chmod(dataDir, 0o755);
  server = await startEmbedded({ dataDir });
  await migrate({ url: server.url });
  await closeDatabase();
  processSingleton("database", () => openDatabase({ url: server.url, applicationName: "outage-test" }));
  one = await startTestCollector();
  expect((await one.post(one.batch())).status).toBe(202);
});

afterAll(async () => {
  await one.close();
  await closeDatabase();
  await server.stop();
  await removeEmbedded(dataDir);
  await rm(dataDir, { recursive: true });
});

/**
 * Refused with 503 while it lasts, nothing stored of it, and taken with the same event ids once it is over. A write that is
 * under way when the sender's patience ends may still land: then what is sent again is a duplicate.
 */
async function endures(
  begin: () => Promise<unknown>,
  end: () => Promise<unknown>,
  { mayLand = false } = {},
): Promise<void> {
  const batch = one.batch();
  const other = one.batch();
  const storedBefore = (await one.rows()).events.length;
  await begin();
  const during = await Promise.all([one.post(batch), one.post(other), one.post(batch)]);
  await end();
  expect(during.map(({ status }) => status)).toEqual([503, 503, 503]);
  expect(during.every(({ headers }) => Number(headers.get("retry-after")) > 0)).toBe(true);
  const again = await Promise.all([one.post(batch), one.post(other)]);
  for (const { status, body } of again) {
    expect(status).toBe(202);
    expect(Number(body.accepted) + Number(body.duplicates)).toBe(1);
    if (!mayLand) expect(body.accepted).toBe(1);
  }
  expect((await one.rows()).events).toHaveLength(storedBefore + 2);
}

async function asAdmin(...statements: string[]): Promise<void> {
  const url = new URL(server.adminUrl);
  url.pathname = new URL(server.url).pathname;
  const sql = postgres(url.toString(), { max: 1, onnotice: () => undefined });
  for (const statement of statements) await sql.unsafe(statement);
  await sql.end();
}

const endSessions =
  "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'outage-test'";

test(
  "a database that is away",
  () =>
    endures(
      () => server.stop(),
      async () => {
        server = await startEmbedded({ dataDir });
      },
    ),
  60_000,
);

test("a database that only reads", () => {
  const name = new URL(server.url).pathname.slice(1);
  const set = (value: string) => [
    `alter database "${name}" set default_transaction_read_only = ${value}`,
    endSessions,
  ];
  return endures(
    () => asAdmin(...set("on")),
    () => asAdmin("set default_transaction_read_only = off", ...set("off")),
  );
});

test("a database that is too slow", async () => {
  const url = new URL(server.adminUrl);
  url.pathname = new URL(server.url).pathname;
  const sql = postgres(url.toString(), { max: 1 });
  const holder = await sql.reserve();
  await endures(
    async () => {
      await holder.unsafe("begin");
      await holder.unsafe("lock table session_events in access exclusive mode");
    },
    () => holder.unsafe("rollback"),
    { mayLand: true },
  );
  holder.release();
  await sql.end();
}, 60_000);

test.each([
  ["disk that is full", "53100"],
  ["server without memory", "53200"],
])("a %s", (_what, code) =>
  endures(
    () =>
      asAdmin(
        `create function fail() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '${code}'; end $$`,
        "create trigger fail before insert on session_events for each row execute function fail()",
      ),
    () => asAdmin("drop trigger fail on session_events", "drop function fail"),
  ),
);

test("rows that the database refuses on its own are refused alone", async () => {
  await asAdmin("alter table session_events add constraint no_poison check (name <> 'poison')");
  const poison = one.batch();
  Object.assign(poison.events[0] ?? {}, { name: "poison" });
  const bodies = [
    ...Array.from({ length: 10 }, () => one.batch()),
    poison,
    ...Array.from({ length: 10 }, () => one.batch()),
  ];
  const answers = await Promise.all(bodies.map((body) => one.post(body)));
  expect(answers.map(({ status }) => status).filter((status) => status !== 202)).toEqual([400]);
  expect(answers[10]?.status).toBe(400);
});
