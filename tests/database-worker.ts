import postgres from "postgres";
import { afterAll, expect, inject } from "vitest";
import { openDatabase } from "@/db/client";
import { closeDatabase } from "@/lib/core/database";
import { processSingleton } from "@/lib/core/process-singleton";
import { urlOf } from "./database-server";
import { factsRaisedBy, troublesOf } from "./raised-facts";
import { statementsWithoutProject } from "./statement-log";

// Every test file gets a new database, so what one file leaves behind cannot reach another.
const server = inject("testServer");
const name = `dossier_test_${server.runId}_${process.env.VITEST_POOL_ID}`;

const sql = postgres(server.adminUrl, { max: 1, onnotice: () => undefined });
await sql.unsafe(`drop database if exists ${name} with (force)`);
await sql.unsafe(
  `create database ${name} template ${server.template} owner ${server.role} strategy file_copy`,
);
await sql.end();

process.env.DATABASE_URL = urlOf(server, name);

const statements = new Set<string>();
const troubles = new Set<string>();
processSingleton("database", () =>
  openDatabase({
    url: urlOf(server, name),
    applicationName: "test",
    onStatement: (text, parameters) => {
      statements.add(text);
      for (const trouble of troublesOf(factsRaisedBy(text, parameters))) troubles.add(trouble);
    },
  }),
);

afterAll(async () => {
  await closeDatabase();
  expect([...troubles], "every fact fits the schema of its type").toEqual([]);
  // These ask without naming a project on purpose, to see row-level security hold.
  if (expect.getState().testPath?.includes("/tests/tenancy/")) return;
  expect(statementsWithoutProject(statements), "every statement names its project").toEqual([]);
});
