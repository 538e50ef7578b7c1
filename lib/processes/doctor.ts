import { existsSync } from "node:fs";
import { access, constants, stat, statfs } from "node:fs/promises";
import path from "node:path";
import postgres from "postgres";
import { driverIsPatched } from "../../db/client";
import { pendingMigrations } from "../../db/migrate";
import type { Clock } from "../core/clock";
import { EnvError, parseEnv } from "../core/env";
import { checkDatabase, findServingDatabase } from "./database";
import { examineAuditLogs } from "./examine-audit";
import { examineBilling } from "./examine-billing";
import { examineWebhooks } from "./examine-webhooks";
import type { Environment } from "./secrets";

export type Finding = { check: string; state: "ok" | "warning" | "problem"; message: string };

const ok = (check: string, message: string): Finding => ({ check, state: "ok", message });
const warning = (check: string, message: string): Finding => ({ check, state: "warning", message });
const problem = (check: string, message: string): Finding => ({ check, state: "problem", message });

/** Looks at everything that Dossier stands on, and says of each what to do. */
export async function examine(environment: Environment, clock: Clock): Promise<Finding[]> {
  const dataDir = path.resolve(environment.DATA_DIR || ".data");
  const findings = [
    ...examineEnvironment(environment, dataDir),
    examineDriver(),
    await examineFolder(dataDir),
    ...(await examineSecrets(dataDir)),
  ];
  const url = await findServingDatabase({ databaseUrl: environment.DATABASE_URL || null, dataDir });
  if (!url) {
    const advice =
      "no DATABASE_URL is set and no embedded database runs: start Dossier first, and ask again beside it.";
    return [...findings, warning("database", advice)];
  }
  return [...findings, ...(await examineDatabase(url, clock))];
}

function examineEnvironment(environment: Environment, dataDir: string): Finding[] {
  try {
    const env = parseEnv(environment);
    const isDemo = existsSync(path.join(dataDir, "demo.json"));
    const signIn = [
      env.google && "Google",
      env.github && "GitHub",
      env.oidc?.name,
      isDemo && "the demo's own",
    ].filter(Boolean);
    return [
      ok("environment", `console ${env.appUrl}, collector ${env.collectorUrl}`),
      signIn.length > 0
        ? ok("sign-in", signIn.join(", "))
        : problem(
            "sign-in",
            "nobody can sign in: set AUTH_GOOGLE_ID, AUTH_GITHUB_ID or AUTH_OIDC_ISSUER, each with its other values.",
          ),
    ];
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    return error.problems.map(({ variable, message }) => problem("environment", `${variable} ${message}`));
  }
}

function examineDriver(): Finding {
  return driverIsPatched()
    ? ok("driver", "carries its patch")
    : problem("driver", "lacks its patch: run npx patch-package.");
}

async function examineFolder(dataDir: string): Promise<Finding> {
  try {
    await access(dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    const freeMegabytes = Math.floor((bavail * bsize) / 1024 ** 2);
    if (freeMegabytes < 1024)
      return warning(
        "data folder",
        `only ${freeMegabytes} MB are free for ${dataDir}: make room before PostgreSQL stops.`,
      );
    return ok("data folder", dataDir);
  } catch {
    return warning(
      "data folder",
      `${dataDir} is missing or cannot be written: the first start makes it, or set DATA_DIR.`,
    );
  }
}

async function examineSecrets(dataDir: string): Promise<Finding[]> {
  const readable: string[] = [];
  for (const name of ["secrets.json", "postgres.json", "demo.json"]) {
    const stats = await stat(path.join(dataDir, name)).catch(() => null);
    if (stats && (stats.mode & 0o077) !== 0) readable.push(path.join(dataDir, name));
  }
  if (readable.length === 0) return [ok("secrets", "no file with secrets is readable by others")];
  return [problem("secrets", `others can read ${readable.join(", ")}: run chmod 600 on it.`)];
}

async function examineDatabase(url: string, clock: Clock): Promise<Finding[]> {
  try {
    await checkDatabase(url);
  } catch (error) {
    return [problem("database", error instanceof Error ? error.message : String(error))];
  }
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    return [
      ok("database", "answers, and its role is a plain one"),
      await examineMigrations(url),
      await examineClock(sql, clock),
      ...(await examineBilling(sql, clock)),
      ...(await examineWebhooks(sql, clock)),
      await examineAudit(url),
    ];
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function examineAudit(url: string): Promise<Finding> {
  if ((await pendingMigrations(url)).length > 0)
    return warning("audit log", "not looked at before the migrations");
  const { projects, sealed, faults } = await examineAuditLogs(url);
  if (faults.length === 0)
    return ok("audit log", `${sealed} entries sealed in ${projects} projects, all as written`);
  return problem(
    "audit log",
    `${faults.join("; ")}: somebody wrote to the database past Dossier; compare it with a backup.`,
  );
}

async function examineMigrations(url: string): Promise<Finding> {
  try {
    const pending = await pendingMigrations(url);
    if (pending.length === 0) return ok("migrations", "all applied");
    return problem("migrations", `${pending.join(", ")} not applied yet: the next npm start applies them.`);
  } catch (error) {
    return problem("migrations", error instanceof Error ? error.message : String(error));
  }
}

async function examineClock(sql: postgres.Sql, clock: Clock): Promise<Finding> {
  const before = clock.now().getTime();
  const [row] = await sql<
    { ms: number }[]
  >`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`;
  const middle = (before + clock.now().getTime()) / 2;
  const skewMs = Math.round(Math.abs((row?.ms ?? middle) - middle));
  if (skewMs < 1_000) return ok("clock", `within ${skewMs} ms of the database`);
  return problem(
    "clock",
    `differs from the database's by ${(skewMs / 1000).toFixed(1)} s: let both machines keep time by NTP.`,
  );
}
