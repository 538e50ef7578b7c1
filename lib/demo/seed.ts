import { and, eq, inArray, sql } from "drizzle-orm";
import { type Database, openDatabase } from "../../db/client";
import { visitorKeyOf } from "../../db/demo/customer";
import { demoProfileId } from "../../db/demo/ids";
import { populate } from "../../db/demo/populate";
import { profiles } from "../../db/schema/profiles";
import { ensureProject } from "./project";

export type SeedOptions = {
  databaseUrl: string;
  projectSlug: string;
  projectName?: string;
  customers: number;
  sessionsPerCustomer?: number;
  days?: number;
  /** Adds one customer with 5,000 timeline entries. */
  heavy?: boolean;
  /** Adds pairs of customers who look like one person, and one whom this user has merged. */
  kinMergedBy?: string;
  /** Leaves out what no list reads (events, answers, facts), for benches of lists at size. */
  listsOnly?: boolean;
  now: Date;
  onProgress?: (done: { customers: number; rows: number }) => void;
};

export type Seeded = { projectId: string; rows: number; seconds: number; rowsPerSecond: number };

/** Fills a project with invented customers; a second run adds others. Makes the project when there is none. */
export async function seedCustomers(options: SeedOptions): Promise<Seeded> {
  const { db, close } = openDatabase({ url: options.databaseUrl, applicationName: "dossier-seed", max: 1 });
  let projectId: string;
  let seed: number;
  try {
    const name = options.projectName ?? options.projectSlug;
    projectId = await ensureProject(db, options.projectSlug, name, options.now);
    seed = await firstFreeSeed(db, projectId);
  } finally {
    await close();
  }
  const { rows, seconds } = await populate({
    databaseUrl: options.databaseUrl,
    projectId,
    seed,
    now: options.now,
    days: options.days ?? 90,
    sessionsPerCustomer: options.sessionsPerCustomer ?? 1.45,
    customers: options.customers,
    ...(options.listsOnly && { listsOnly: true }),
    ...(options.kinMergedBy && { kinMergedBy: options.kinMergedBy, writtenBy: options.kinMergedBy }),
    ...(options.heavy && { heavyEvents: 5_000 }),
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
  return { projectId, rows, seconds, rowsPerSecond: Math.round(rows / seconds) };
}

/** Customers of seed 1 are the first that a project gets, those of seed 2 the next. */
export async function firstFreeSeed(db: Database, projectId: string): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select use_project(${projectId}::uuid)`);
    for (let seed = 1; ; seed++) {
      const key = visitorKeyOf(seed, 0);
      const first = [demoProfileId(projectId, "production", key), demoProfileId(projectId, "preview", key)];
      const taken = await tx
        .select({ id: profiles.id })
        .from(profiles)
        .where(and(eq(profiles.projectId, projectId), inArray(profiles.id, first)));
      if (taken.length === 0) return seed;
    }
  });
}
