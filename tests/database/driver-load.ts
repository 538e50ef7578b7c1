import { setTimeout as wait } from "node:timers/promises";
import type { Sql } from "@/db/client";

const workers = 24;

/** Transactions and single statements without a pause, and a count of what the database said to each. */
export class Load {
  readonly acknowledged = new Set<number>();
  refused = 0;
  #nextId = 1;
  #running = new Map<number, number>();
  #stopped = false;
  #loops: Promise<void>[] = [];
  #watch: ((startedAt: number, isFine: boolean) => void) | null = null;

  constructor(private readonly sql: Sql) {}

  start(): void {
    for (let worker = 0; worker < workers; worker++) this.#loops.push(this.#loop(worker));
  }

  /** Milliseconds from now until 95 of the last 100 units that were begun from now on went well. */
  recovered(): Promise<number> {
    const since = performance.now();
    const recent: boolean[] = [];
    return new Promise((resolve) => {
      this.#watch = (startedAt, isFine) => {
        if (startedAt < since) return;
        recent.push(isFine);
        const last = recent.slice(-100);
        if (last.length < 100 || last.filter(Boolean).length < 95) return;
        this.#watch = null;
        resolve(performance.now() - since);
      };
    });
  }

  /** How many units had not settled after the patience. */
  async stop(patienceMs: number): Promise<number> {
    this.#stopped = true;
    const settled = Promise.all(this.#loops);
    await Promise.race([settled, wait(patienceMs)]);
    return this.#running.size;
  }

  async #loop(worker: number): Promise<void> {
    while (!this.#stopped) {
      const id = this.#nextId++;
      const startedAt = performance.now();
      this.#running.set(id, startedAt);
      const isFine = await this.#unit(id, worker).then(
        () => true,
        () => false,
      );
      this.#running.delete(id);
      if (isFine) this.acknowledged.add(id);
      else this.refused += 1;
      this.#watch?.(startedAt, isFine);
      if (!isFine) await wait(5);
    }
  }

  async #unit(id: number, worker: number): Promise<unknown> {
    const { sql } = this;
    if (worker % 6 === 0) return sql`insert into acknowledged values (${id}, ${worker})`;
    if (worker % 6 === 1) return this.#reserved(id, worker);
    return sql.begin(async (transaction) => {
      await transaction`select ${worker}::int`;
      // Queries that wait behind each other on one connection, as a page's parallel reads do.
      await Promise.all([1, 2, 3].map((n) => transaction`select ${n}::int, ${"x".repeat(200)}::text`));
      await transaction`insert into acknowledged values (${id}, ${worker})`;
      if (worker % 6 === 2) await wait(1);
    });
  }

  async #reserved(id: number, worker: number): Promise<void> {
    const connection = await this.sql.reserve();
    try {
      await connection`insert into acknowledged values (${id}, ${worker})`;
    } finally {
      connection.release();
    }
  }
}
