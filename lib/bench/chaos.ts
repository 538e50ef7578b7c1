import { rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { removeEmbedded, startEmbedded } from "../../db/embedded";
import { migrate } from "../../db/migrate";
import { closeDatabase } from "../core/database";
import type { CrashPoint } from "../subscriptions/renew";
import type { BankFaults, Entry } from "./chaos-bank";
import { type Books, readBooks, untilSettled } from "./chaos-books";
import { fastClock } from "./chaos-clock";
import { openPool, type WorkerOrders } from "./chaos-worker";
import type { Child, StartChild } from "./children";
import { measureDatabase } from "./database-latency";
import { makeDueSubscriptions } from "./due-subscriptions";

export type ChaosOptions = {
  renewals: number;
  dataDir: string;
  faultSeconds: number;
  /** How long everything may take to be settled once it is calm. */
  patienceSeconds: number;
};

const workers = 4;
/** Leases and waits pass so many times as fast as in production. */
const speed = 30;
const points: CrashPoint[] = ["claimed", "marked_sent", "called", "answered", "settled_some", "settled_all"];
const trouble: BankFaults = { timeouts: 5, errors: 5, slow: 5, lostAnswers: 5, declines: 2 };
const calm: BankFaults = { timeouts: 0, errors: 0, slow: 0, lostAnswers: 0, declines: 0 };

/**
 * Renewals by several workers that die by kill -9 at named points and at any time, with a bank that times out, fails, is
 * slow and loses answers, and a database that restarts; then calm, until everything is settled. The bank's books and
 * ours are compared to the minor unit. The data folder is the run's own and is removed.
 */
export async function benchChaos(start: StartChild, options: ChaosOptions): Promise<Record<string, unknown>> {
  const dataDir = path.resolve(options.dataDir);
  let server = await startEmbedded({ dataDir });
  await migrate({ url: server.url });
  openPool(server.url);
  const startedMs = Date.now();
  const clock = fastClock(startedMs, speed);
  const projectId = await makeDueSubscriptions(options.renewals, clock.now());
  const bank = await start<{ port: number }>("bank", {});
  await setFaults(bank.answer.port, trouble);
  const crew = new Crew(start, {
    bankPort: bank.answer.port,
    databaseUrl: server.url,
    startedMs,
    speed,
  });
  let restarts = 0;
  try {
    await crew.fill();
    const end = Date.now() + options.faultSeconds * 1_000;
    let restartAt = Date.now() + 10_000;
    while (Date.now() < end && !(await readBooks(projectId, clock).then(isEmpty, () => false))) {
      await wait(300 + Math.random() * 700);
      crew.killOne();
      await crew.fill();
      if (Date.now() < restartAt) continue;
      process.kill(server.pid, restarts % 2 === 0 ? "SIGINT" : "SIGQUIT");
      await server.exited;
      server = await startEmbedded({ dataDir });
      restarts += 1;
      restartAt = Date.now() + 10_000;
    }
    crew.stopKilling();
    await setFaults(bank.answer.port, calm);
    await crew.fill();
    const calmSince = Date.now();
    const books = await untilSettled(projectId, clock, options.patienceSeconds * 1_000);
    const settledSeconds = Math.round((Date.now() - calmSince) / 100) / 10;
    const entries = await bankBooks(bank.answer.port);
    const { isVoid: _, ...database } = await measureDatabase(server.url);
    const figures = compare(books, entries, options.renewals);
    return {
      renewals: options.renewals,
      ...figures,
      deaths: crew.deaths,
      restarts,
      isSettled: isEmpty(books),
      due: books.due,
      unsettled: books.unsettled,
      settledSeconds,
      database,
    };
  } finally {
    crew.end();
    bank.end();
    await closeDatabase();
    await server.stop();
    await removeEmbedded(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}

const isEmpty = (books: Books) => books.due === 0 && books.unsettled === 0;

async function setFaults(port: number, faults: BankFaults): Promise<void> {
  await fetch(`http://127.0.0.1:${port}/faults`, { method: "POST", body: JSON.stringify(faults) });
}

async function bankBooks(port: number): Promise<Entry[]> {
  const response = await fetch(`http://127.0.0.1:${port}/books`, { method: "POST", body: "{}" });
  return (await response.json()) as Entry[]; // the bank of this very bench
}

/** Each subscription's coming period may be paid once. What the bank took and we do not know of is lost as well. */
function compare(books: Books, entries: Entry[], renewals: number) {
  const taken = entries.filter(({ state }) => state === "succeeded");
  const paidPeriods = new Map<string, number>();
  for (const { key } of taken) {
    const period = books.periodOf.get(key) ?? `unknown ${key}`;
    paidPeriods.set(period, (paidPeriods.get(period) ?? 0) + 1);
  }
  const bankMinor = taken.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
  const unknownToUs = taken.filter(({ key }) => !books.succeeded.has(key)).length;
  const unknownToBank = [...books.succeeded].filter(
    (key) => !taken.some((entry) => entry.key === key),
  ).length;
  const ended = books.paidOnce + books.declined + books.parked;
  return {
    doubleCharges: [...paidPeriods.values()].filter((times) => times > 1).length,
    lostCharges: renewals - ended + unknownToUs,
    charged: books.paidOnce,
    declined: books.declined,
    parked: books.parked,
    repeatedCalls: entries.reduce((sum, { calls }) => sum + calls - 1, 0),
    unknownToBank,
    ourMinor: String(books.settledMinor),
    bankMinor: String(bankMinor),
    ledgersAgree: books.settledMinor === bankMinor && books.ledgerMinor === bankMinor && unknownToBank === 0,
    /** Attempts of one period beyond the first: a new key after an answer that was no. */
    newKeysWhileOpen: books.newKeysWhileOpen,
  };
}

type CrewOrders = Omit<WorkerOrders, "die">;

/** Workers, of which each new one has its own place to die. */
class Crew {
  #children: Child<object>[] = [];
  #turn = 0;
  #kills = true;
  #killed = new Set<number>();
  /** How often they died where. */
  readonly deaths: Record<string, number> = {};

  constructor(
    private readonly start: StartChild,
    private readonly orders: CrewOrders,
  ) {}

  async fill(): Promise<void> {
    this.#children = this.#children.filter(({ pid }) => isAlive(pid));
    while (this.#children.length < workers) {
      const at = points[this.#turn % points.length] ?? "claimed";
      this.#turn += 1;
      const die = this.#kills ? { at, after: 1 + Math.floor(Math.random() * 40) } : null;
      const child = await this.start<object>("worker", { ...this.orders, die });
      this.#children.push(child);
      void child.ended.then(() => this.#count(this.#killed.has(child.pid) ? "at any time" : at));
    }
  }

  killOne(): void {
    const child = this.#children[Math.floor(Math.random() * this.#children.length)];
    if (!child || Math.random() < 0.5 || !isAlive(child.pid)) return;
    this.#killed.add(child.pid);
    process.kill(child.pid, "SIGKILL");
  }

  /** Those that would still kill themselves are replaced by ones that do not. */
  stopKilling(): void {
    this.#kills = false;
    this.end();
    this.#children = [];
  }

  end(): void {
    for (const { pid } of this.#children) {
      this.#killed.add(pid);
      if (isAlive(pid)) process.kill(pid, "SIGKILL");
    }
  }

  #count(where: string): void {
    this.deaths[where] = (this.deaths[where] ?? 0) + 1;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
