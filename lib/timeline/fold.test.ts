import { expect, it } from "vitest";
import { showId } from "@/lib/core/ids";
import { foldItems, sumItems } from "./fold";
import type { Item } from "./item";

const start = Date.parse("2026-08-20T10:00:00Z");
const at = (minute: number) => new Date(start + minute * 60_000);

const visit = (id: string, from: number, to: number) => ({
  id,
  profileId: "p",
  startedAt: at(from),
  lastEventAt: at(to),
});
const place = (minute: number, late = 0) => ({
  id: `${minute}`,
  address: `${minute}`,
  profileId: "p",
  occurredAt: at(minute),
  receivedAt: at(minute + late),
});
const opened = (minute: number, sessionId: string): Item => ({ ...place(minute), kind: "opened", sessionId });
const shown = (minute: number, sessionId: string, screen: string, late = 0): Item => ({
  ...place(minute, late),
  kind: "event",
  sessionId,
  name: "screen_presented",
  screen,
  title: null,
});
const fact = (minute: number, actorKind: string): Item => ({
  ...place(minute),
  kind: "fact",
  type: "profile.updated",
  actorKind,
  actorId: "someone",
  payload: {},
});
const fold = (items: Item[], ...visits: ReturnType<typeof visit>[]) =>
  foldItems(items, new Map(visits.map((one) => [one.id, one]))).map((entry) =>
    entry.kind === "visit" ? [entry.session.id, ...entry.items.map((item) => item.id)] : [entry.item.id],
  );

it("makes one entry of consecutive steps of a visit and of what the visitor caused during it", () => {
  const items = [shown(5, "s", "b"), fact(4, "visitor"), shown(3, "s", "a"), opened(1, "s")];
  expect(fold(items, visit("s", 1, 5))).toEqual([["s", "5", "4", "3", "1"]]);
});

it("lets what a colleague did stand alone, and breaks the visit there", () => {
  const items = [shown(5, "s", "b"), fact(4, "user"), opened(1, "s")];
  expect(fold(items, visit("s", 1, 5))).toEqual([["s", "5"], ["4"], ["s", "1"]]);
});

it("breaks a visit where another one comes between", () => {
  const items = [shown(5, "s", "b"), opened(4, "t"), opened(1, "s")];
  expect(fold(items, visit("s", 1, 5), visit("t", 4, 4))).toEqual([
    ["s", "5"],
    ["t", "4"],
    ["s", "1"],
  ]);
});

it("does not put a fact of a visitor into a visit that was over", () => {
  expect(fold([fact(9, "visitor"), opened(1, "s")], visit("s", 1, 5))).toEqual([["9"], ["s", "1"]]);
});

it("sums a visit: screens, the last one, how long, and how late its latest step arrived", () => {
  const items = [shown(5, "s", "b", 7), shown(4, "s", "a"), shown(3, "s", "a"), opened(1, "s")];
  const [entry] = foldItems(items, new Map([["s", visit("s", 1, 5)]]));
  if (entry?.kind !== "visit") throw new Error("expected a visit");
  expect(sumItems(entry.items)).toEqual({
    screens: 2,
    lastScreen: "b",
    durationMs: 4 * 60_000,
    latest: items[0],
  });
});

it("follows the visit that a fact names, also when the session's own times lag behind", () => {
  const id = "01890a5d-ac96-774b-bcce-b302099a8057";
  const named: Item = {
    ...place(9),
    kind: "fact",
    type: "onboarding.completed",
    actorKind: "visitor",
    actorId: "someone",
    payload: { session_id: showId("session", id) },
  };
  expect(fold([named, opened(1, id)], visit(id, 1, 5))).toEqual([[id, "9", "1"]]);
});
