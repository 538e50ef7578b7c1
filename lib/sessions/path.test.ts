import { expect, it } from "vitest";
import type { PathEvent } from "./events";
import { pathOf } from "./path";

const start = Date.parse("2026-08-20T10:00:00Z");
const at = (second: number) => new Date(start + second * 1000);
const session = { startedAt: at(0), lastEventAt: at(60) };

function event(second: number, name: string, screen_id?: unknown): PathEvent {
  const properties = screen_id === undefined ? null : { screen_id };
  return {
    id: `${second} ${name}`,
    name,
    properties,
    occurredAt: at(second),
    receivedAt: at(second),
  };
}

it("numbers screens by their first showing and marks going back", () => {
  const path = pathOf(
    session,
    [
      event(0, "onboarding_started"),
      event(1, "screen_presented", "hello"),
      event(10, "screen_presented", "goal"),
      event(30, "screen_presented", "hello"),
      event(45, "button_clicked", "goal"),
    ],
    [],
  );
  expect(path.steps.map((step) => [step.position, step.isReturn])).toEqual([
    [null, false],
    [1, false],
    [2, false],
    [null, true],
    [null, false],
  ]);
  expect(path.steps.map((step) => step.untilNextMs)).toEqual([1000, 9000, 20_000, 15_000, null]);
  expect(path.screenTimes).toMatchObject([
    { screen: "hello", title: null, ms: 9000 },
    { screen: "goal", title: null, ms: 20_000 },
    { screen: "hello", title: null, ms: 30_000 },
  ]);
  expect(path).toMatchObject({ screens: 2, lastScreen: "hello", totalMs: 60_000 });
});

it("puts an answer on the screen that was open, and one that came before any screen on the first", () => {
  const events = [event(5, "screen_presented", "hello"), event(10, "screen_presented", "goal")];
  const { steps } = pathOf(session, events, [
    { key: "early", value: "1", answeredAt: at(1) },
    { key: "name", value: "2", answeredAt: at(9) },
    { key: "next", value: "3", answeredAt: at(10) },
    { key: "goal", value: "4", answeredAt: at(11) },
  ]);
  expect(steps.map((step) => step.answers.map((answer) => answer.key))).toEqual([
    ["early", "name", "next"],
    ["goal"],
  ]);
});

it("takes a visit without events, and a screen id that is no text", () => {
  expect(pathOf(session, [], [{ key: "a", value: "b", answeredAt: at(0) }])).toMatchObject({
    steps: [],
    screens: 0,
    lastScreen: null,
  });
  const odd = pathOf(session, [event(0, "screen_presented", 7), event(0, "screen_presented", "")], []);
  expect(odd.screens).toBe(0);
});

it("puts a press before the screen that it opened in the same instant", () => {
  const events = [event(3, "screen_presented", "goal"), event(3, "option_selected")];
  expect(pathOf(session, events, []).steps.map((step) => step.name)).toEqual([
    "option_selected",
    "screen_presented",
  ]);
});

it("leaves to each page of a long visit its own answers and waits", () => {
  const events = [event(1, "screen_presented", "hello"), event(5, "screen_presented", "goal")];
  const answers = [2, 6, 9].map((second) => ({ key: `${second}`, value: "", answeredAt: at(second) }));
  const first = pathOf(session, events.slice(0, 1), answers, { nextAt: at(5) });
  const second = pathOf(session, events.slice(1), answers, { after: at(1) });
  expect(first.steps).toMatchObject([{ position: 1, untilNextMs: 4000, answers: [] }]);
  expect(second.steps).toMatchObject([
    { position: null, untilNextMs: null, answers: [{ key: "2" }, { key: "6" }, { key: "9" }] },
  ]);
});
