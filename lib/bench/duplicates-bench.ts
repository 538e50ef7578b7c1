import { count, eq } from "drizzle-orm";
import { openDatabase } from "../../db/client";
import { duplicatePairs } from "../../db/schema/identity";
import { systemClock } from "../core/clock";
import { closeDatabase, read } from "../core/database";
import { processSingleton } from "../core/process-singleton";
import { demoCtx } from "../demo/project";
import { findDuplicates } from "../identity/find-duplicates";
import type { Environment } from "../processes/secrets";
import { startConsoleUnderTest } from "./console-under-test";
import { printFigures } from "./report";

/** How long the search for duplicates takes among so many customers, and how many pairs it finds. */
export async function benchDuplicates(
  environment: Environment,
  { customers, times }: { customers: number; times: number },
): Promise<void> {
  // The data of the bench of lists.
  const data = {
    slug: `bench-list-${customers}`,
    customers,
    sessionsPerCustomer: 1.1,
    days: 90,
    listsOnly: true,
  };
  const console = await startConsoleUnderTest(environment, data);
  processSingleton("database", () =>
    openDatabase({
      url: console.databaseUrl,
      applicationName: "dossier-bench",
      max: 1,
      statementTimeoutMs: 0,
      idleInTransactionTimeoutMs: 0,
    }),
  );
  try {
    const ctx = demoCtx(console.project.id, systemClock);
    const seconds: number[] = [];
    for (let run = 0; run < times; run++) {
      const started = performance.now();
      await findDuplicates(ctx.projectId, systemClock.now());
      seconds.push(Math.round(performance.now() - started) / 1000);
    }
    const [found] = await read(ctx, (tx) =>
      tx.select({ pairs: count() }).from(duplicatePairs).where(eq(duplicatePairs.projectId, ctx.projectId)),
    );
    await printFigures("duplicates", console.databaseUrl, { customers, seconds, pairs: found?.pairs });
  } finally {
    await closeDatabase();
    await console.stop();
  }
}
