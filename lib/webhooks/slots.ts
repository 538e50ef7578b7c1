/** The deliveries of one endpoint in one process. */
export type Lane<Item> = {
  projectId: string;
  endpointId: string;
  /** Claimed and not begun, the oldest first. */
  waiting: Item[];
  /** When each that runs was begun. */
  running: Set<{ since: number }>;
  /** Whether its last answer came within a second. Unknown of one that never answered. */
  isQuick: boolean | null;
  servedAt: number;
};

const mostRunning = 50;
const mostOfEndpoint = 5;
/** Endpoints that are slow or unknown leave the rest to those that answer at once. */
const mostSlow = 25;
const mostUnproven = 35;
const ahead = 60;
const slowAfterMs = 1_000;
const mostLanes = 2_000;

type Pace = "quick" | "slow" | "unknown";

/**
 * Who is sent to next: the project with the fewest on their way, then the endpoint with the fewest, then the one that has
 * waited longest. So neither a crowd nor a receiver that hangs keeps others waiting.
 */
export function createSlots<Item>() {
  const lanes = new Map<string, Lane<Item>>();
  let turns = 0;

  const laneOf = (projectId: string, endpointId: string): Lane<Item> => {
    const known = lanes.get(endpointId);
    if (known) return known;
    if (lanes.size >= mostLanes)
      for (const [id, { waiting, running }] of lanes)
        if (waiting.length === 0 && running.size === 0) lanes.delete(id);
    const fresh: Lane<Item> = {
      ...{ projectId, endpointId, waiting: [], running: new Set() },
      ...{ isQuick: null, servedAt: 0 },
    };
    lanes.set(endpointId, fresh);
    return fresh;
  };

  const all = () => [...lanes.values()];
  const running = () => all().reduce((sum, lane) => sum + lane.running.size, 0);

  const paceOf = (lane: Lane<Item>, now: number): Pace => {
    for (const { since } of lane.running) if (now - since > slowAfterMs) return "slow";
    return lane.isQuick === null ? "unknown" : lane.isQuick ? "quick" : "slow";
  };

  const load = (now: number) => {
    const found = { all: 0, quick: 0, slow: 0, unknown: 0, ofProject: new Map<string, number>() };
    for (const lane of lanes.values()) {
      const { size } = lane.running;
      if (size === 0) continue;
      found.all += size;
      found[paceOf(lane, now)] += size;
      found.ofProject.set(lane.projectId, (found.ofProject.get(lane.projectId) ?? 0) + size);
    }
    return found;
  };
  type Load = ReturnType<typeof load>;

  // The fuller it is the fewer for each: an outage of many at once must not take all the slots.
  const limitOf = (pace: Pace, present: Load) => {
    if (pace === "unknown") return 1;
    return present.all < 25 ? mostOfEndpoint : present.all < 40 ? 2 : 1;
  };

  const hasSlot = (lane: Lane<Item>, present: Load, now: number): boolean => {
    const pace = paceOf(lane, now);
    if (present.all >= mostRunning || lane.running.size >= limitOf(pace, present)) return false;
    if (pace === "quick") return true;
    if (present.slow + present.unknown >= mostUnproven) return false;
    return pace === "unknown" || present.slow < mostSlow;
  };

  const compared = (present: Load) => (a: Lane<Item>, b: Lane<Item>) =>
    (present.ofProject.get(a.projectId) ?? 0) - (present.ofProject.get(b.projectId) ?? 0) ||
    a.running.size - b.running.size ||
    a.servedAt - b.servedAt;

  return {
    laneOf,
    running,
    waiting: () => all().reduce((sum, lane) => sum + lane.waiting.length, 0),

    lanesThatWait: () => all().filter((lane) => lane.waiting.length > 0),

    /** How many more may be claimed for it at this moment: of a quick one a few rounds ahead. */
    roomOf(lane: Lane<Item>, now: number): number {
      const present = load(now);
      const pace = paceOf(lane, now);
      const held = lane.running.size + lane.waiting.length;
      if (pace === "quick") return Math.max(0, mostOfEndpoint + ahead - held);
      return hasSlot(lane, present, now) ? Math.max(0, limitOf(pace, present) - held) : 0;
    },

    /** The next to begin, already counted as running; call `end` when it is over. */
    begin(
      now: number,
      mayBegin: (lane: Lane<Item>) => boolean = () => true,
    ): { item: Item; end(endedAt: number): void } | null {
      const present = load(now);
      const [lane] = all()
        .filter((each) => each.waiting.length > 0 && mayBegin(each) && hasSlot(each, present, now))
        .toSorted(compared(present));
      const item = lane?.waiting.shift();
      if (!lane || item === undefined) return null;
      const run = { since: now };
      lane.running.add(run);
      turns += 1;
      lane.servedAt = turns;
      return {
        item,
        end(endedAt) {
          lane.running.delete(run);
          lane.isQuick = endedAt - run.since <= slowAfterMs;
        },
      };
    },

    /** Takes claimed ones out that are not to be begun any more. */
    takeBack(isOver: (item: Item, lane: Lane<Item>) => boolean): Item[] {
      const taken: Item[] = [];
      for (const lane of lanes.values()) {
        const stay = lane.waiting.filter((item) => !isOver(item, lane));
        if (stay.length === lane.waiting.length) continue;
        taken.push(...lane.waiting.filter((item) => !stay.includes(item)));
        lane.waiting = stay;
      }
      return taken;
    },

    /** Whether it is known not to answer at once. */
    isSlow: (lane: Lane<Item>, now: number) => paceOf(lane, now) === "slow",
  };
}

export type Slots<Item> = ReturnType<typeof createSlots<Item>>;
