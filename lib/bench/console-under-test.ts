import { randomUUID } from "node:crypto";
import path from "node:path";
import { eq } from "drizzle-orm";
import { type Database, openDatabase } from "../../db/client";
import { authAccounts, authSessions, authUsers } from "../../db/schema/auth";
import { members, projects } from "../../db/schema/projects";
import { closeDatabase } from "../core/database";
import { parseEnv } from "../core/env";
import { processSingleton } from "../core/process-singleton";
import { hashToken, newToken } from "../core/token";
import { countSeededDays } from "../demo/count-days";
import { seedCustomers } from "../demo/seed";
import { openServingDatabase } from "../processes/database";
import { programOf } from "../processes/roles";
import { type Environment, withLocalSecrets } from "../processes/secrets";
import { supervise } from "../processes/supervise";

export type ConsoleUnderTest = {
  url: string;
  databaseUrl: string;
  project: { id: string; slug: string };
  /** Of an owner who is signed in. */
  cookie: string;
  stop(): Promise<void>;
};

export type BenchData = {
  slug: string;
  customers: number;
  sessionsPerCustomer?: number;
  days: number;
  heavy?: boolean;
  /** Only what lists read; no events and answers. */
  listsOnly?: boolean;
};

/**
 * The built console on a database that holds the wanted data: `DATABASE_URL`, or an embedded one of its own in
 * `DATA_DIR`/bench. The data is made by the first run and kept for the next.
 */
export async function startConsoleUnderTest(given: Environment, data: BenchData): Promise<ConsoleUnderTest> {
  const port = given.PORT ?? "3100";
  const environment: Environment = await withLocalSecrets({
    ...given,
    DATA_DIR: path.join(given.DATA_DIR || ".data", "bench"),
    PORT: port,
    APP_URL: `http://localhost:${port}`,
    LOG_LEVEL: given.LOG_LEVEL ?? "error",
  });
  const { databaseUrl, dataDir } = parseEnv(environment);
  const database = await openServingDatabase({ databaseUrl, dataDir });
  const connection = processSingleton("database", () =>
    openDatabase({
      url: database.url,
      applicationName: "dossier-bench",
      max: 2,
      statementTimeoutMs: 120_000,
      idleInTransactionTimeoutMs: 120_000,
    }),
  );
  try {
    const projectId = await ensureData(connection.db, database.url, data);
    const token = await signIn(connection.db, projectId);
    const supervised = await supervise([
      programOf("console", "built", { ...environment, DATABASE_URL: database.url }),
    ]);
    return {
      url: `http://localhost:${port}/${data.slug}`,
      databaseUrl: database.url,
      project: { id: projectId, slug: data.slug },
      cookie: `dossier.session=${token}`,
      stop: async () => {
        await supervised.stop();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  } finally {
    await closeDatabase();
  }
}

async function ensureData(db: Database, databaseUrl: string, data: BenchData): Promise<string> {
  const [known] = await db.select({ id: projects.id }).from(projects).where(eq(projects.slug, data.slug));
  if (known) return known.id;
  const { projectId } = await seedCustomers({
    databaseUrl,
    projectSlug: data.slug,
    customers: data.customers,
    sessionsPerCustomer: data.sessionsPerCustomer,
    days: data.days,
    heavy: data.heavy,
    listsOnly: data.listsOnly,
    now: new Date(),
    onProgress: ({ customers }) => process.stderr.write(`\rMaking data: ${customers} customers`),
  });
  process.stderr.write("\nCounting funnels\n");
  await countSeededDays(projectId, data.days);
  return projectId;
}

async function signIn(db: Database, projectId: string): Promise<string> {
  const token = newToken();
  const userId = randomUUID();
  const now = new Date();
  await db.transaction(async (tx) => {
    await tx
      .insert(authUsers)
      .values({ id: userId, email: `${userId}@bench.example`, emailVerifiedAt: now, createdAt: now });
    await tx
      .insert(authAccounts)
      .values({ provider: "bench", providerAccountId: userId, userId, type: "oidc", createdAt: now });
    await tx.insert(members).values({ projectId, userId, role: "owner", createdAt: now });
    await tx.insert(authSessions).values({
      tokenHash: hashToken(token),
      userId,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: new Date(now.getTime() + 3_600_000),
    });
  });
  return token;
}
