import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { closeDatabase } from "@/lib/core/database";
import { urlOf } from "./database-server";

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

afterAll(closeDatabase);
