import { setImmediate as breathe } from "node:timers/promises";
import { openDatabase, type Sql } from "../client";
import { addCatalogue } from "./catalogue";
import { prepareTwins, writeBatch } from "./copy";
import { addCustomer, type Population } from "./customer";
import { demoFunnels } from "./funnels";
import { addHeavyCustomer } from "./heavy";
import { demoFunnelId } from "./ids";
import { addKin } from "./kin";
import { noRows, type Rows } from "./rows";

export type PopulateOptions = Population & {
  databaseUrl: string;
  customers: number;
  /** Customers that are there already from the same seed: the next one has this number. */
  from?: number;
  /** Leaves out events, answers, attributes with their history, consents and facts. */
  listsOnly?: boolean;
  /** Adds one customer with this many events, for the customer bench. */
  heavyEvents?: number;
  /** Adds customers who look like one another, and one whom this user has merged. */
  kinMergedBy?: string;
  onProgress?: (done: { customers: number; rows: number }) => void;
};

/** A demo fits into one batch, so that it is there whole or not at all. */
const batchSize = 4_000;
const writers = 3;
const left = {
  ...{ session_events: [], session_answers: [], attributes: [], attribute_changes: [] },
  ...{ consents: [], domain_events: [] },
};

/** Fills a project. Several connections take turns, so that one batch is made while others are written. */
export async function populate(options: PopulateOptions): Promise<{ rows: number; seconds: number }> {
  const { sql, close } = openDatabase({
    url: options.databaseUrl,
    applicationName: "dossier-seed",
    max: writers,
    statementTimeoutMs: 0,
    idleInTransactionTimeoutMs: 0,
  });
  const started = performance.now();
  try {
    const rows = await withProject(sql, options);
    return { rows, seconds: (performance.now() - started) / 1000 };
  } finally {
    await close();
  }
}

async function withProject(sql: Sql, options: PopulateOptions): Promise<number> {
  let rows = 0;
  let customers = 0;
  let next = options.from ?? 0;
  const end = next + options.customers;
  const save = async (connection: Sql, batch: Rows, count: number) => {
    const written = await writeBatch(connection, options.projectId, batch);
    rows += written;
    customers += count;
    options.onProgress?.({ customers, rows });
  };
  const work = async (connection: Sql) => {
    while (next < end) {
      const [first, last] = [next, Math.min(next + batchSize, end)];
      next = last;
      const batch = noRows();
      for (let index = first; index < last; index++) {
        addCustomer(batch, options, index);
        if (index % 50 === 0) await breathe();
      }
      await save(connection, options.listsOnly ? { ...batch, ...left } : batch, last - first);
    }
  };
  await withConnection(sql, async (connection) => save(connection, firstBatch(options), 0));
  await Promise.all(Array.from({ length: writers }, () => withConnection(sql, work)));
  for (const table of Object.keys(noRows())) await sql.unsafe(`analyze ${table}`);
  return rows;
}

async function withConnection(sql: Sql, work: (connection: Sql) => Promise<void>): Promise<void> {
  const connection = await sql.reserve();
  try {
    await prepareTwins(connection);
    await work(connection);
  } finally {
    await connection.unsafe("discard temporary");
    connection.release();
  }
}

function firstBatch(options: PopulateOptions): Rows {
  const batch = noRows();
  batch.funnels = funnelRows(options);
  const { projectId, now, days } = options;
  addCatalogue(batch, projectId, new Date(now.getTime() - days * 86_400_000));
  if (options.heavyEvents) addHeavyCustomer(batch, options, options.heavyEvents);
  if (options.kinMergedBy) addKin(batch, options, options.kinMergedBy);
  return batch;
}

function funnelRows({ projectId, now, days }: Population): Rows["funnels"] {
  const firstSeenAt = new Date(now.getTime() - days * 86_400_000);
  return demoFunnels.map(({ alias, title, version }) => ({
    projectId,
    id: demoFunnelId(projectId, alias),
    alias,
    title,
    version,
    environment: "production",
    firstSeenAt,
    lastSeenAt: now,
  }));
}
