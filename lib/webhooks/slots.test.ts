import { expect, test } from "vitest";
import { createSlots } from "./slots";

type Run = { item: string; end(endedAt: number): void };

function fill(
  slots: ReturnType<typeof createSlots<string>>,
  project: string,
  endpoint: string,
  count: number,
) {
  const lane = slots.laneOf(project, endpoint);
  for (let index = 0; index < count; index++) lane.waiting.push(endpoint);
}

function beginAll(slots: ReturnType<typeof createSlots<string>>, now: number): Run[] {
  const runs: Run[] = [];
  for (let run = slots.begin(now); run; run = slots.begin(now)) runs.push(run);
  return runs;
}

function prove(slots: ReturnType<typeof createSlots<string>>, project: string, endpoint: string) {
  fill(slots, project, endpoint, 1);
  slots.begin(0)?.end(1);
}

test("an endpoint has five on their way at most, and one until it has answered", () => {
  const slots = createSlots<string>();
  fill(slots, "p", "new", 10);
  expect(beginAll(slots, 0)).toHaveLength(1);
  prove(slots, "p", "known");
  fill(slots, "p", "known", 10);
  expect(beginAll(slots, 10).filter(({ item }) => item === "known")).toHaveLength(5);
});

test("the process has fifty on their way at most", () => {
  const slots = createSlots<string>();
  for (let index = 0; index < 100; index++) prove(slots, `p${index}`, `e${index}`);
  for (let index = 0; index < 100; index++) fill(slots, `p${index}`, `e${index}`, 5);
  expect(beginAll(slots, 10)).toHaveLength(50);
});

test("W4: however many endpoints hang, one that answers finds a slot at once", () => {
  const slots = createSlots<string>();
  prove(slots, "good", "good");
  for (let index = 0; index < 200; index++) fill(slots, `p${index}`, `hangs${index}`, 100);
  beginAll(slots, 0);
  for (let now = 1_100; now < 20_000; now += 1_100) beginAll(slots, now);
  fill(slots, "good", "good", 1);
  expect(slots.begin(20_000)?.item).toBe("good");
});

test("a receiver that goes silent keeps five slots at most, and then waits behind the others", () => {
  const slots = createSlots<string>();
  for (const name of ["silent", "good"]) prove(slots, name, name);
  fill(slots, "silent", "silent", 100);
  beginAll(slots, 0);
  expect(slots.running()).toBe(5);
  fill(slots, "good", "good", 5);
  expect(beginAll(slots, 5_000).map(({ item }) => item)).toEqual(Array(5).fill("good"));
});

test("J4: a project with a crowd takes turns with one that has a single delivery", () => {
  const slots = createSlots<string>();
  for (let index = 0; index < 20; index++) {
    prove(slots, "crowd", `crowd${index}`);
    fill(slots, "crowd", `crowd${index}`, 20);
  }
  const [first] = beginAll(slots, 10);
  fill(slots, "other", "other", 1);
  first?.end(20);
  expect(slots.begin(20)?.item).toBe("other");
});

test("ahead of its turn only what a quick endpoint can take soon is claimed", () => {
  const slots = createSlots<string>();
  prove(slots, "p", "quick");
  const quick = slots.laneOf("p", "quick");
  expect(slots.roomOf(quick, 10)).toBe(65);
  const fresh = slots.laneOf("p", "fresh");
  expect(slots.roomOf(fresh, 10)).toBe(1);
  fill(slots, "p", "fresh", 1);
  beginAll(slots, 10);
  expect(slots.roomOf(fresh, 10)).toBe(0);
});

test("an endpoint whose answers are not written yet makes no other wait", () => {
  const slots = createSlots<string>();
  prove(slots, "p", "crowded");
  prove(slots, "p", "other");
  fill(slots, "p", "crowded", 3);
  fill(slots, "p", "other", 1);
  const isWritten = ({ endpointId }: { endpointId: string }) => endpointId !== "crowded";
  expect(slots.begin(2, isWritten)?.item).toBe("other");
  expect(slots.begin(2, isWritten)).toBeNull();
  expect(slots.begin(2)?.item).toBe("crowded");
});
