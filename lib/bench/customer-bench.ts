import { openDatabase } from "../../db/client";
import { demoProfileId, demoSessionId } from "../../db/demo/ids";
import { systemClock } from "../core/clock";
import { closeDatabase } from "../core/database";
import { showId } from "../core/ids";
import { processSingleton } from "../core/process-singleton";
import { getCustomer } from "../customers/customer";
import { listCustomers } from "../customers/queries";
import { customerList } from "../customers/schema";
import { demoCtx } from "../demo/project";
import { mergeCustomers } from "../identity/commands";
import type { Environment } from "../processes/secrets";
import { type ConsoleUnderTest, startConsoleUnderTest } from "./console-under-test";
import { type PageTimes, timePage } from "./page-load";
import { printFigures } from "./report";

const goalP95Ms = 100;
const mergedProfiles = 40;

/**
 * The pages of one customer with 5,000 timeline entries among `customers` others, and those of a customer made of 40
 * merged profiles.
 */
export async function benchCustomer(
  environment: Environment,
  options: { customers: number; times: number },
): Promise<void> {
  const { customers, times } = options;
  const data = { slug: `bench-customer-${customers}`, customers, days: 90, heavy: true };
  const console = await startConsoleUnderTest(environment, data);
  try {
    const visitorKey = "demo-heavy-visitor-1";
    const customer = `/customers/${showId("profile", demoProfileId(console.project.id, "production", visitorKey))}`;
    const session = showId(
      "session",
      demoSessionId(console.project.id, "production", visitorKey, "demo-heavy-session-7"),
    );
    const entry = showId(
      "session",
      demoSessionId(console.project.id, "production", visitorKey, "demo-heavy-session-99"),
    );
    const merged = `/customers/${await mergedCustomer(console)}`;
    const paths = {
      timeline: customer,
      timelineByReceipt: `${customer}?order=received`,
      timelineChanges: `${customer}?kind=changes`,
      timelineAtEntry: `${customer}?e=${entry}`,
      mergedTimeline: merged,
      mergedSessions: `${merged}/sessions`,
      mergedAttribution: `${merged}/attribution`,
      sessions: `${customer}/sessions`,
      newestSessions: `${customer}/sessions?order=newest`,
      attribution: `${customer}/attribution`,
      session: `/sessions/${session}`,
    };
    const pages: Record<string, PageTimes> = {};
    for (const [name, path] of Object.entries(paths)) {
      pages[name] = await timePage({ url: console.url + path, cookie: console.cookie, times });
    }
    const isMet = Object.values(pages).every((page) => page.p95Ms <= goalP95Ms);
    await printFigures("customer", console.databaseUrl, { customers, times, pages, goalP95Ms, isMet });
  } finally {
    await console.stop();
  }
}

/** Shown id of a customer made of 40 profiles; merged by the first run. The very first one is that of the many entries. */
async function mergedCustomer({ project, databaseUrl }: ConsoleUnderTest): Promise<string> {
  processSingleton("database", () =>
    openDatabase({ url: databaseUrl, applicationName: "dossier-bench", max: 2 }),
  );
  try {
    const ctx = demoCtx(project.id, systemClock);
    const { rows } = await listCustomers(ctx, customerList.parse({ sort: "created", size: "50" }));
    const [, first, ...others] = rows.map(({ id }) => showId("profile", id));
    if (!first) throw new Error("The project has no customers");
    const known = (await getCustomer(ctx, first)).profileIds.length;
    for (const other of others.slice(0, mergedProfiles - known))
      await mergeCustomers(ctx, { customer: first, other, samePerson: true });
    return first;
  } finally {
    await closeDatabase();
  }
}
