import type { Answer } from "./answers";
import type { PathEvent } from "./events";
import type { Session } from "./queries";
import { screenOf, screenTitleOf } from "./screen";

export type Step = {
  id: string;
  name: string;
  /** Set where the event showed a screen. */
  screen: string | null;
  title: string | null;
  /** 1 for the first screen of the visit; null for other events and for screens seen again. */
  position: number | null;
  isReturn: boolean;
  occurredAt: Date;
  receivedAt: Date;
  properties: Record<string, unknown> | null;
  isTooLarge: boolean;
  answers: Pick<Answer, "key" | "value">[];
  /** Null on the last step. */
  untilNextMs: number | null;
};

export type ScreenTime = { stepId: string; screen: string; title: string | null; ms: number };
export type Path = {
  steps: Step[];
  /** One per showing of a screen, in order; the last one lasts until the last event. */
  screenTimes: ScreenTime[];
  screens: number;
  lastScreen: string | null;
  totalMs: number;
};

/** Where the events are not all of the visit: those before left off after a time, or more follow from a time on. */
export type PathPart = { after?: Date; nextAt?: Date };

/**
 * The events of one visit as the way a person took: screens numbered, answers put on the screen that asked. An answer of
 * the same instant as a screen was given on the one before.
 */
export function pathOf(
  session: Pick<Session, "startedAt" | "lastEventAt">,
  events: PathEvent[],
  answers: Pick<Answer, "key" | "value" | "answeredAt">[],
  part: PathPart = {},
): Path {
  const seen = new Set<string>();
  const ordered = events.toSorted(compareEvents);
  const steps = ordered.map((event, place): Step => {
    const screen = screenOf(event);
    const isReturn = screen !== null && seen.has(screen);
    if (screen !== null) seen.add(screen);
    const nextAt = ordered[place + 1]?.occurredAt ?? part.nextAt;
    return {
      id: event.id,
      name: event.name,
      screen,
      title: screenTitleOf(event),
      position: screen === null || isReturn || part.after ? null : seen.size,
      isReturn,
      occurredAt: event.occurredAt,
      receivedAt: event.receivedAt,
      properties: event.properties,
      isTooLarge: event.isTooLarge ?? false,
      answers: [],
      untilNextMs: nextAt ? nextAt.getTime() - event.occurredAt.getTime() : null,
    };
  });
  const lastAt = steps.at(-1)?.occurredAt ?? session.startedAt;
  const shown = steps.filter((step) => step.screen !== null);
  for (const { key, value, answeredAt } of answers) {
    if ((part.after && answeredAt <= part.after) || (part.nextAt && answeredAt > lastAt)) continue;
    const asked = shown.findLast((step) => step.occurredAt < answeredAt) ?? shown[0] ?? steps[0];
    asked?.answers.push({ key, value });
  }
  const end = Math.max(session.lastEventAt.getTime(), steps.at(-1)?.occurredAt.getTime() ?? 0);
  return {
    steps,
    screenTimes: shown.map(({ id, screen, title, occurredAt }, place) => ({
      stepId: id,
      screen: screen ?? "",
      title,
      ms: (shown[place + 1]?.occurredAt.getTime() ?? end) - occurredAt.getTime(),
    })),
    screens: seen.size,
    lastScreen: shown.at(-1)?.screen ?? null,
    totalMs: end - session.startedAt.getTime(),
  };
}

/** In one instant a page reports a press before the screen that it opens. */
function compareEvents(a: PathEvent, b: PathEvent): number {
  const byTime = a.occurredAt.getTime() - b.occurredAt.getTime();
  if (byTime !== 0) return byTime;
  return Number(screenOf(a) !== null) - Number(screenOf(b) !== null) || (a.id < b.id ? -1 : 1);
}
