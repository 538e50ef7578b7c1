import { expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { createQueue } from "./queue";
import { readBatch } from "./schema";
import { type Visit, visitOf } from "./visit";
import type { Counts } from "./write-visits";

const now = new Date("2026-11-20T12:00:00.000Z");
const project = newId(now);
let count = 0;

function visit(): Visit {
  const key = (count++).toString().padStart(22, "v");
  const batch = readBatch(
    JSON.stringify({
      key: "pk_1",
      visitor: key,
      session: key,
      mode: "production",
      sentAt: 0,
      funnel: { id: "quiz" },
      page: { url: "https://quiz.example/" },
      events: [],
    }),
  );
  if ("invalid" in batch) throw new Error(batch.invalid);
  return visitOf(batch, { projectId: project, address: "0.0.0.0", userAgent: "test", receivedAt: now });
}

const stored = (visits: readonly Visit[]): Counts[] => visits.map(() => ({ accepted: 1, duplicates: 0 }));

/** Writes that end only when they are told to. */
function heldWrites() {
  const groups: { visits: readonly Visit[]; commit(): void }[] = [];
  const write = (_projectId: string, visits: readonly Visit[]) =>
    new Promise<Counts[]>((resolve) => groups.push({ visits, commit: () => resolve(stored(visits)) }));
  return { groups, write };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("nothing is acknowledged before its commit", async () => {
  const { groups, write } = heldWrites();
  const queue = createQueue({ write });
  let isAnswered = false;
  const added = queue.add(project, visit(), 1).then((outcome) => {
    isAnswered = true;
    return outcome;
  });
  await turn();
  await turn();
  expect(groups).toHaveLength(1);
  expect(isAnswered).toBe(false);
  groups[0]?.commit();
  expect(await added).toEqual({ status: "stored", accepted: 1, duplicates: 0 });
});

test("what arrives during a write goes into the next one together, with at most two in flight", async () => {
  const { groups, write } = heldWrites();
  const queue = createQueue({ write });
  const added = Array.from({ length: 300 }, () => queue.add(project, visit(), 1));
  await turn();
  added.push(...Array.from({ length: 300 }, () => queue.add(project, visit(), 1)));
  await turn();
  expect(groups).toHaveLength(2);
  expect(groups.reduce((sum, { visits }) => sum + visits.length, 0)).toBe(300);
  for (let next = 0; next < groups.length; next++) {
    groups[next]?.commit();
    await turn();
  }
  expect(groups).toHaveLength(4);
  expect((await Promise.all(added)).every(({ status }) => status === "stored")).toBe(true);
});

test("a full queue says so at once, by number and by size", async () => {
  const { write } = heldWrites();
  const byNumber = createQueue({ write, mostWaiting: 4 });
  void byNumber.add(project, visit(), 1);
  void byNumber.add(project, visit(), 1);
  expect(await byNumber.add(project, visit(), 1)).toEqual({ status: "unavailable" });
  const bySize = createQueue({ write, mostBytes: 200 });
  void bySize.add(project, visit(), 60);
  expect(await bySize.add(project, visit(), 60)).toEqual({ status: "unavailable" });
});

test("one project fills half of the queue, by number and by size, and leaves the rest to the others", async () => {
  const { groups, write } = heldWrites();
  for (const queue of [createQueue({ write, mostWaiting: 4 }), createQueue({ write, mostBytes: 40 })]) {
    const own = [queue.add(project, visit(), 10), queue.add(project, visit(), 10)];
    expect(await queue.add(project, visit(), 10)).toEqual({ status: "unavailable" });
    const other = [queue.add(newId(now), visit(), 10), queue.add(newId(now), visit(), 10)];
    expect(await queue.add(newId(now), visit(), 10)).toEqual({ status: "unavailable" });
    await turn();
    for (const { commit } of groups) commit();
    const outcomes = await Promise.all([...own, ...other]);
    expect(outcomes.every(({ status }) => status === "stored")).toBe(true);
    void queue.add(project, visit(), 20);
    expect(queue.size()).toBe(1);
  }
});

test.each([
  ["runs out of time", "57014", 1],
  ["loses every race", "23505", 5],
])("one visit that %s is put off, and its neighbours are stored", async (_what, code, tries) => {
  const bad = visit();
  let alone = 0;
  const queue = createQueue({
    write: async (_projectId, visits) => {
      if (visits.length === 1 && visits[0] === bad) alone += 1;
      if (visits.includes(bad)) throw Object.assign(new Error("not now"), { code });
      return stored(visits);
    },
  });
  const visits = [visit(), bad, visit(), visit()];
  const outcomes = await Promise.all(visits.map((entry) => queue.add(project, entry, 1)));
  expect(outcomes.map(({ status }) => status)).toEqual(["stored", "unavailable", "stored", "stored"]);
  expect(alone).toBe(tries);
});

test("a group that runs out of time is not halved for senders who have left", async () => {
  let tries = 0;
  const queue = createQueue({
    patienceMs: 0,
    write: async () => {
      tries += 1;
      throw Object.assign(new Error("slow"), { code: "57014" });
    },
  });
  await Promise.all(Array.from({ length: 50 }, () => queue.add(project, visit(), 1)));
  await queue.close();
  expect(tries).toBeLessThanOrEqual(2);
});

test("a write that hangs keeps nobody waiting for ever", async () => {
  const { write } = heldWrites();
  const queue = createQueue({ write, patienceMs: 20 });
  const both = [queue.add(project, visit(), 1), queue.add(project, visit(), 1)];
  expect(await Promise.all(both)).toEqual([{ status: "unavailable" }, { status: "unavailable" }]);
  expect(queue.size()).toBe(0);
});

test("one visit that cannot be stored is refused alone", async () => {
  const bad = visit();
  const queue = createQueue({
    write: async (_projectId, visits) => {
      if (visits.includes(bad)) throw Object.assign(new Error("bad row"), { code: "22021" });
      return stored(visits);
    },
  });
  const visits = [...Array.from({ length: 20 }, visit), bad, ...Array.from({ length: 20 }, visit)];
  const outcomes = await Promise.all(visits.map((entry) => queue.add(project, entry, 1)));
  const refused = outcomes.flatMap(({ status }, index) => (status === "refused" ? [index] : []));
  expect(refused).toEqual([20]);
});

test.each(["40001", "40P01", "57P01", "08006", "CONNECTION_CLOSED", "23505"])(
  "a write that failed with %s is done again",
  async (code) => {
    let tries = 0;
    const queue = createQueue({
      write: async (_projectId, visits) => {
        tries += 1;
        if (tries < 3) throw Object.assign(new Error("lost"), { code });
        return stored(visits);
      },
    });
    expect((await queue.add(project, visit(), 1)).status).toBe("stored");
    expect(tries).toBe(3);
  },
);

test.each(["53100", "25006", "57014", "42501", "XX000"])("a database that says %s is away", async (code) => {
  const queue = createQueue({
    write: async () => {
      throw Object.assign(new Error("no"), { code });
    },
  });
  expect(await queue.add(project, visit(), 1)).toEqual({ status: "unavailable" });
});

test("a closing queue settles what it has and takes no more", async () => {
  const { groups, write } = heldWrites();
  const queue = createQueue({ write });
  const added = queue.add(project, visit(), 1);
  await turn();
  const closed = queue.close();
  expect(await queue.add(project, visit(), 1)).toEqual({ status: "unavailable" });
  groups[0]?.commit();
  expect((await added).status).toBe("stored");
  await closed;
});
