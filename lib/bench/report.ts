import { type DatabaseLatency, measureDatabase } from "./database-latency";

/** The last line of a bench: its figures beside those of the bare database. A run on a slow machine says that it is void. */
export async function printFigures(
  bench: string,
  databaseUrl: string,
  figures: Record<string, unknown>,
): Promise<void> {
  const { isVoid, ...database }: DatabaseLatency = await measureDatabase(databaseUrl);
  process.stdout.write(`${JSON.stringify({ bench, ...figures, database, isVoid })}\n`);
}
