import { demoFunnelId } from "../../db/demo/ids";
import { showId } from "../core/ids";
import type { Environment } from "../processes/secrets";
import { startConsoleUnderTest } from "./console-under-test";
import { type PageTimes, timePage } from "./page-load";
import { printFigures } from "./report";

const goalP95Ms = 200;
const sessionsPerCustomer = 1.45;

/** The pages of funnels with `sessions` visits in 30 days. */
export async function benchFunnel(
  environment: Environment,
  options: { sessions: number; times: number },
): Promise<void> {
  const { sessions, times } = options;
  const customers = Math.ceil(sessions / sessionsPerCustomer);
  const data = { slug: `bench-funnel-${sessions}`, customers, sessionsPerCustomer, days: 30 };
  const console = await startConsoleUnderTest(environment, data);
  try {
    const funnel = `/funnels/${showId("funnel", demoFunnelId(console.project.id, "sleep-quiz-3"))}`;
    const paths = {
      funnel: `${funnel}?days=30`,
      quarter: `${funnel}?days=90`,
      week: `${funnel}?days=7`,
      funnels: "/funnels?days=30",
    };
    const pages: Record<string, PageTimes> = {};
    for (const [name, path] of Object.entries(paths)) {
      pages[name] = await timePage({ url: console.url + path, cookie: console.cookie, times });
    }
    const isMet = Object.values(pages).every((page) => page.p95Ms <= goalP95Ms);
    await printFigures("funnel", console.databaseUrl, { sessions, times, pages, goalP95Ms, isMet });
  } finally {
    await console.stop();
  }
}
