import type { Clock } from "../core/clock";
import { countSeededDays } from "./count-days";
import { type Seeded, seedCustomers } from "./seed";

type Options = Omit<Parameters<typeof seedCustomers>[0], "now" | "onProgress"> & {
  clock: Clock;
  print: (line: string) => void;
};

/** What `npm run db:seed` does: customers, then the funnels' counts; says how far it is. */
export async function runSeed({ clock, print, ...options }: Options): Promise<Seeded> {
  const now = clock.now();
  let shown = 0;
  const seeded = await seedCustomers({
    ...options,
    now,
    onProgress: ({ customers, rows }) => {
      if (Date.now() - shown < 2_000) return;
      shown = Date.now();
      print(`${number(customers)} of ${number(options.customers)} customers, ${number(rows)} rows`);
    },
  });
  print(
    `${number(seeded.rows)} rows in ${seeded.seconds.toFixed(1)} s: ${number(seeded.rowsPerSecond)} rows/s`,
  );
  print("Counting the funnels' days");
  await countSeededDays(seeded.projectId, options.days ?? 90);
  return seeded;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
