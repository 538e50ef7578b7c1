import { demoProfileId, demoSessionId } from "../../db/demo/ids";
import { showId } from "../core/ids";
import type { Environment } from "../processes/secrets";
import { startConsoleUnderTest } from "./console-under-test";
import { type PageTimes, timePage } from "./page-load";
import { printFigures } from "./report";

const goalP95Ms = 100;

/** The pages of one customer with 5,000 timeline entries among `customers` others. */
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
    const paths = {
      timeline: customer,
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
