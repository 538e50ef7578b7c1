import postgres from "postgres";
import { percentile } from "./http-load";

export type DatabaseLatency = { selectP95Ms: number; commitP95Ms: number; isVoid: boolean };

/** How fast the machine's database answers and commits at all; a bench on one that is slower than this says nothing. */
export async function measureDatabase(databaseUrl: string): Promise<DatabaseLatency> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const selectP95Ms = await p95(500, () => sql`select 1`);
    // A message in the log is committed and flushed like a row, and leaves nothing behind.
    const commitP95Ms = await p95(100, () => sql`select pg_logical_emit_message(true, 'bench', 'commit')`);
    return { selectP95Ms, commitP95Ms, isVoid: selectP95Ms > 1 || commitP95Ms > 10 };
  } finally {
    await sql.end();
  }
}

async function p95(times: number, run: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let turn = -20; turn < times; turn++) {
    const started = performance.now();
    await run();
    if (turn >= 0) taken.push(performance.now() - started);
  }
  return percentile(
    taken.sort((a, b) => a - b),
    0.95,
  );
}
