import { expect } from "vitest";
import { receivedAt, startTestCollector, visitorKey } from "./ingest-client";

/** A collector and, for each `fresh` test, a visitor of its own who arrives at the tests' present. */
export async function startVisitors() {
  const one = await startTestCollector();
  let visitor = visitorKey();

  return {
    ...one,
    visitor: () => visitor,

    async fresh(work: () => Promise<void>): Promise<void> {
      visitor = visitorKey();
      one.clock.set(receivedAt);
      await work();
    },

    /** Moves the clock to this many minutes after the tests' present. */
    at(minutes: number): void {
      one.clock.set(new Date(receivedAt.getTime() + minutes * 60_000));
    },

    batch(changes: Record<string, unknown> = {}) {
      const page = { url: `https://quiz.example/${visitor}`, language: "de-DE" };
      return one.batch({ visitor, page, ...changes });
    },

    async send(body: unknown, headers: Record<string, string> = {}) {
      const answer = await one.post(body, headers);
      expect(answer.status).toBe(202);
      return answer.body;
    },

    /** Rows of the present visitor, found by the pages they saw. */
    async mine() {
      const rows = await one.rows();
      const ids = new Set(
        rows.sessions.filter(({ url }) => url.includes(visitor)).map((row) => row.profileId),
      );
      const own = <Row extends { profileId: string }>(list: Row[]) =>
        list.filter((row) => ids.has(row.profileId));
      return {
        profiles: rows.profiles.filter((row) => ids.has(row.id)),
        sessions: own(rows.sessions),
        events: own(rows.events),
        answers: own(rows.answers),
        attributes: own(rows.attributes),
        identifiers: own(rows.identifiers),
        consents: own(rows.consents),
        profileFunnels: own(rows.profileFunnels),
        facts: own(rows.facts),
        funnels: rows.funnels,
      };
    },
  };
}
