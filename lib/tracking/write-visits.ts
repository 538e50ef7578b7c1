import type { Sql } from "@/db/client";
import { type Connection, oneTransaction, openScope } from "@/lib/core/one-transaction";
import type { BulkWrite } from "@/lib/core/rows";
import { consentIds } from "./consent-plan";
import { hasErased, readErased } from "./erased";
import type { TurnedAway } from "./funnel-plan";
import type { KnownFunnels } from "./known-funnels";
import { type Plan, planWrites, type Stored } from "./plan";
import { eventKey } from "./plan-rows";
import * as statements from "./statements";
import type { Visit } from "./visit";

/** Of the events of one visit: those that are new, and those that had been stored before. */
export type Counts = { accepted: number; duplicates: number };

export type Written = Counts | { turnedAway: TurnedAway };

/**
 * Writes visits of one project in one transaction and counts what was new, visit by visit. Resolves after the commit. Safe
 * to run again: what is stored already is found and left as it is.
 */
export async function writeVisits(
  sql: Sql,
  projectId: string,
  visits: readonly Visit[],
  knownFunnels: KnownFunnels,
): Promise<Written[]> {
  let turnedAway: Plan["turnedAway"] = new Map();
  let funnels: PlannedRows["funnels"] = [];
  const newEvents = await oneTransaction(
    sql,
    (connection) => readStored(connection, projectId, visits, knownFunnels),
    (connection, stored) => {
      const plan = planWrites(projectId, visits, stored);
      turnedAway = plan.turnedAway;
      funnels = knownFunnels.unknownOf(projectId, [...plan.funnels.values()]);
      return writePlan(connection, projectId, { ...plan, funnels });
    },
  );
  knownFunnels.remember(projectId, funnels);
  return visits.map((visit) => {
    const reason = turnedAway.get(visit);
    return reason ? { turnedAway: reason } : countEvents(visit, newEvents);
  });
}

async function readStored(
  connection: Connection,
  projectId: string,
  visits: readonly Visit[],
  knownFunnels: KnownFunnels,
): Promise<Stored> {
  const scoped = openScope(connection, projectId);
  const people = idsOf(visits, (visit) => visit.profileId);
  const answering = idsOf(visits, (visit) => (visit.answers.length > 0 ? visit.profileId : null));
  const agreeing = idsOf(visits, (visit) => (visit.consent.states.size > 0 ? visit.profileId : null));
  const isKnown = (visit: Visit) => knownFunnels.has(projectId, visit.funnel.id);
  const named = visits.filter((visit) => !isKnown(visit));
  const asked = idsOf(named, (visit) => visit.funnel.id);
  const userIds = idsOf(visits, (visit) => visit.identity.userId);
  const [profiles, anyErased, sessions, attributes, consents, funnels, count, blockedIds] = await Promise.all(
    [
      statements.readProfiles(connection, projectId, people),
      // After the profiles: who waited there for an erasure to end must see that it happened.
      hasErased(connection, projectId),
      statements.readSessions(
        connection,
        projectId,
        idsOf(visits, (visit) => visit.sessionId),
      ),
      answering.length > 0 ? statements.readAttributes(connection, projectId, answering) : [],
      agreeing.length > 0
        ? statements.readConsents(
            connection,
            projectId,
            agreeing,
            visits.flatMap((visit) => [...consentIds(projectId, visit).values()]),
          )
        : [],
      asked.length > 0 ? statements.readFunnels(connection, projectId, asked) : [],
      named.some((visit) => !visit.isBot) ? statements.countFunnels(connection, projectId) : 0,
      userIds.length > 0 ? statements.readBlockedIds(connection, projectId, userIds) : new Set<string>(),
      scoped,
    ],
  );
  const ids = new Set([
    ...funnels.map((row) => row.id),
    ...idsOf(visits, (visit) => (isKnown(visit) ? visit.funnel.id : null)),
  ]);
  const stored = new Set(profiles.map((row) => row.id));
  const unknown = anyErased ? people.filter((id) => !stored.has(id)) : [];
  const erased = unknown.length > 0 ? await readErased(connection, projectId, unknown) : new Set<string>();
  return { profiles, sessions, attributes, consents, funnels: { ids, count }, erased, blockedIds };
}

export type PlannedRows = Omit<Plan, "funnels" | "turnedAway"> & {
  funnels: ReturnType<KnownFunnels["unknownOf"]>;
};

/** Sends all statements in one go, parents before children, and returns the keys of the events that were new. */
export async function writePlan(
  connection: Connection,
  projectId: string,
  rows: PlannedRows,
): Promise<Set<string>> {
  const put = async <Row>(write: BulkWrite<Row>, list: Row[]) =>
    list.length > 0 ? (await write(connection, projectId, list)).rows : [];
  const profiles = sorted(rows.profiles);
  const sessions = sorted(rows.sessions);
  const sent = [
    put(statements.putFunnels, rows.funnels.sort(byId)),
    put(statements.addProfiles, profiles.filter(isNew).map(rowOf)),
    put(statements.changeProfiles, profiles.filter(isChanged).map(rowOf)),
    put(statements.addSessions, sessions.filter(isNew).map(rowOf)),
    put(statements.changeSessions, sessions.filter(isChanged).map(rowOf)),
    put(statements.addProfileFunnels, sorted(rows.profileFunnels)),
    put(statements.putAnswers, sorted(rows.answers)),
    put(statements.putAttributes, sorted(rows.attributes)),
    put(statements.addAttributeChanges, rows.attributeChanges),
    put(statements.putIdentifiers, sorted(rows.identifiers)),
    put(statements.addConsents, rows.consents),
    put(statements.addFacts, rows.facts),
  ];
  const [newEvents] = await Promise.all([put(statements.addEvents, sorted(rows.events)), ...sent]);
  return new Set(newEvents.map((row) => eventKey(String(row.session_id), String(row.id))));
}

/** The first visit that brought an event counts it as accepted; any other one in the group as a duplicate. */
function countEvents({ sessionId, events }: Visit, newEvents: Set<string>): Counts {
  const accepted = events.filter((event) => newEvents.delete(eventKey(sessionId, event.id))).length;
  return { accepted, duplicates: events.length - accepted };
}

function idsOf(visits: readonly Visit[], idOf: (visit: Visit) => string | null): string[] {
  return [...new Set(visits.map(idOf))].filter((id) => id !== null);
}

function sorted<Row>(rows: Map<string, Row>): Row[] {
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1;
}

function isNew(draft: { isNew: boolean }): boolean {
  return draft.isNew;
}

function isChanged(draft: { isNew: boolean; isChanged: boolean }): boolean {
  return draft.isChanged && !draft.isNew;
}

function rowOf<Row>(draft: { row: Row }): Row {
  return draft.row;
}
