import type { Visit } from "./visit";
import { type Outcome, type Write, writeGroup } from "./write-group";

export type QueueOptions = {
  write: (projectId: string, visits: readonly Visit[]) => ReturnType<Write>;
  mostWaiting?: number;
  mostBytes?: number;
  mostInGroup?: number;
  patienceMs?: number;
};

type Waiting = { visit: Visit; deadline: number; settle: (outcome: Outcome) => void };
type Lane = { name: string; projectId: string; waiting: Waiting[]; writing: Waiting[]; isRunning: boolean };

type Room = { entries: number; bytes: number };

const lanesPerProject = 2;

/**
 * Group commit. Each project has two lanes with at most one write in flight; a write takes all that waits in its lane, so
 * the busier the collector, the larger its groups and the fewer its commits. A profile always takes the same lane: its
 * batches are written in the order they came, and two writes of this process never meet in one row. One project fills at
 * most half of the room, so the others always find some.
 */
export function createQueue({
  write,
  mostWaiting = 5_000,
  mostBytes = 32 * 1024 * 1024,
  mostInGroup = 1_000,
  patienceMs = 10_000,
}: QueueOptions) {
  const lanes = new Map<string, Lane>();
  const taken = new Map<string, Room>();
  const idle: (() => void)[] = [];
  let size = 0;
  let bytes = 0;
  const written = { groups: 0, visits: 0 };
  let isClosed = false;

  const sweeper = setInterval(() => {
    const now = performance.now();
    for (const lane of lanes.values()) {
      for (const entry of [...lane.waiting, ...lane.writing])
        if (entry.deadline < now) entry.settle({ status: "unavailable" });
      lane.waiting = lane.waiting.filter((entry) => entry.deadline >= now);
    }
  }, 250);
  sweeper.unref();

  /** Settles after the commit, or as `unavailable` when there is no room or the patience ends. */
  function add(projectId: string, visit: Visit, weight: number): Promise<Outcome> {
    const own = taken.get(projectId) ?? { entries: 0, bytes: 0 };
    const isFull = size >= mostWaiting || bytes + weight > mostBytes;
    const isOwnFull = own.entries >= mostWaiting / 2 || own.bytes + weight > mostBytes / 2;
    if (isClosed || isFull || isOwnFull) return Promise.resolve({ status: "unavailable" });
    taken.set(projectId, own);
    size += 1;
    bytes += weight;
    own.entries += 1;
    own.bytes += weight;
    return new Promise((resolve) => {
      let isSettled = false;
      const settle = (outcome: Outcome) => {
        if (isSettled) return;
        isSettled = true;
        size -= 1;
        bytes -= weight;
        own.entries -= 1;
        own.bytes -= weight;
        if (own.entries === 0) taken.delete(projectId);
        resolve(outcome);
        if (size === 0) for (const done of idle.splice(0)) done();
      };
      const lane = laneOf(projectId, visit.profileId);
      lane.waiting.push({ visit, deadline: performance.now() + patienceMs, settle });
      if (lane.isRunning) return;
      lane.isRunning = true;
      // Everything that arrived with the same reading of the sockets joins the first group.
      setImmediate(() => run(lane));
    });
  }

  async function run(lane: Lane): Promise<void> {
    while (lane.waiting.length > 0) {
      lane.writing = lane.waiting.splice(0, mostInGroup);
      const visits = lane.writing.map(({ visit }) => visit);
      written.groups += 1;
      written.visits += visits.length;
      const lastDeadline = Math.max(...lane.writing.map(({ deadline }) => deadline));
      const outcomes = await writeGroup(
        visits,
        (group) => write(lane.projectId, group),
        () => performance.now() <= lastDeadline,
      );
      for (const [index, entry] of lane.writing.entries())
        entry.settle(outcomes[index] ?? { status: "unavailable" });
      lane.writing = [];
    }
    lane.isRunning = false;
    lanes.delete(lane.name);
  }

  function laneOf(projectId: string, profileId: string): Lane {
    const name = `${projectId} ${Number.parseInt(profileId.slice(-4), 16) % lanesPerProject}`;
    let lane = lanes.get(name);
    if (!lane) {
      lane = { name, projectId, waiting: [], writing: [], isRunning: false };
      lanes.set(name, lane);
    }
    return lane;
  }

  /** Takes no more; resolves when what was taken is settled. */
  async function close(): Promise<void> {
    isClosed = true;
    if (size > 0) await new Promise<void>((resolve) => idle.push(resolve));
    clearInterval(sweeper);
  }

  return { add, close, size: () => size, state: () => ({ waiting: size, ...written }) };
}
