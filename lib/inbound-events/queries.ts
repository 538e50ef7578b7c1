import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  lt,
  max,
  min,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Environment, InboundProvider } from "../../db/columns";
import {
  inboundEvents,
  inboundFacts,
  inboundRefusals,
  type inboundStates,
} from "../../db/schema/inbound-events";
import { integrations } from "../../db/schema/integrations";
import { profiles } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { type Cursor, idPageOf, type Page, parseCursor } from "../core/page";
import { withinTime } from "../core/time-limit";
import { maskedBody } from "./masked-body";
import { troubleOf } from "./troubles";
import { type InboundEvent, openRaw } from "./vault";

type State = (typeof inboundStates)[number];

/** An event without its body. `words` says what it told, `error` why it is not processed. */
export type InboundEventRow = Omit<InboundEvent, "projectId" | "sealed" | "keyId" | "leaseId"> & {
  /** False where retention or an erasure has emptied it. */
  hasBody: boolean;
};
/** Null: about nobody, not known yet, or erased. */
export type InboundPerson = { id: string; email: string | null; userId: string | null } | null;
export type ListedInboundEvent = { id: string; event: InboundEventRow; customer: InboundPerson };

/** What is wanted: every part that is set must hold. */
export type InboundAsked = {
  integrationId?: string | undefined;
  provider?: InboundProvider | undefined;
  states?: readonly State[] | undefined;
  type?: string | undefined;
  errorCode?: string | undefined;
  environment?: Environment | undefined;
  /** Of the receipt; `to` is not included. */
  from?: Date | undefined;
  to?: Date | undefined;
  profileIds?: readonly string[] | undefined;
};

const timeLimitMs = 5_000;
const { projectId: _, sealed, keyId: __, leaseId: ___, ...plain } = getTableColumns(inboundEvents);
const columns = { ...plain, hasBody: sql<boolean>`${sealed} is not null`.as("has_body") };
const person = { profileId: profiles.id, email: profiles.email, userId: profiles.userId };

/** Those received last come first. Null where it took too long. */
export async function listInboundEvents(
  ctx: Ctx,
  asked: InboundAsked,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<ListedInboundEvent> | null> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await withinTime(ctx, timeLimitMs, async (tx) => {
    const rows = await tx
      .select({ event: columns, person })
      .from(inboundEvents)
      .leftJoin(
        profiles,
        and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, inboundEvents.profileId)),
      )
      .where(and(matches(ctx, asked), after ? beyond(after) : undefined))
      .orderBy(after?.direction === "before" ? asc(inboundEvents.id) : desc(inboundEvents.id))
      .limit(limit + 1);
    return rows.map(listed);
  });
  return found && idPageOf(found, limit, after);
}

type Found = {
  event: InboundEventRow;
  person: { profileId: string; email: string | null; userId: string | null } | null;
};

function listed({ event, person: found }: Found): ListedInboundEvent {
  const customer = found && { id: found.profileId, email: found.email, userId: found.userId };
  return { id: event.id, event, customer };
}

function beyond({ direction, id }: Cursor): SQL {
  return direction === "before" ? gt(inboundEvents.id, id) : lt(inboundEvents.id, id);
}

function matches({ projectId }: Ctx, asked: InboundAsked): SQL | undefined {
  const { integrationId, provider, states, type, errorCode, environment, from, to, profileIds } = asked;
  // Said as it stands in the partial index, which Postgres cannot conclude from a parameter.
  const isOpen = states && states.length > 0 && !states.includes("processed");
  return and(
    eq(inboundEvents.projectId, projectId),
    integrationId ? eq(inboundEvents.integrationId, integrationId) : undefined,
    provider ? eq(inboundEvents.provider, provider) : undefined,
    isOpen ? sql`${inboundEvents.state} <> 'processed'` : undefined,
    states && states.length > 0 ? inArray(inboundEvents.state, [...states]) : undefined,
    type ? eq(inboundEvents.type, type) : undefined,
    errorCode ? eq(inboundEvents.errorCode, errorCode) : undefined,
    environment ? eq(inboundEvents.environment, environment) : undefined,
    from ? gte(inboundEvents.receivedAt, from) : undefined,
    to ? lt(inboundEvents.receivedAt, to) : undefined,
    profileIds ? inArray(inboundEvents.profileId, [...profileIds]) : undefined,
  );
}

export type InboundEventDetail = ListedInboundEvent & {
  integrationId: string;
  /** Indented, secrets hidden; null where it is no longer kept. */
  body: string | null;
  headers: Record<string, string>;
  /** What it says, in our words; none while it was not read. */
  facts: Record<string, unknown>[];
};

/** One event, opened. For those who may see integrations. */
export async function getInboundEvent(ctx: Ctx, shownId: string): Promise<InboundEventDetail> {
  const id = findId("inboundEvent", shownId);
  const found = id ? await findInboundEvent(ctx, id) : null;
  if (!found) throw noInboundEvent();
  return found;
}

async function findInboundEvent(ctx: Ctx, id: string): Promise<InboundEventDetail | null> {
  return read(ctx, async (tx) => {
    const [row] = await tx
      .select({ event: columns, person, whole: getTableColumns(inboundEvents) })
      .from(inboundEvents)
      .leftJoin(
        profiles,
        and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, inboundEvents.profileId)),
      )
      .where(and(eq(inboundEvents.projectId, ctx.projectId), eq(inboundEvents.id, id)));
    if (!row) return null;
    const raw = openRaw(row.whole);
    const facts = await tx
      .select({ fact: inboundFacts.fact })
      .from(inboundFacts)
      .where(and(eq(inboundFacts.projectId, ctx.projectId), eq(inboundFacts.eventId, id)))
      .orderBy(asc(inboundFacts.position));
    return {
      ...listed(row),
      integrationId: row.event.integrationId,
      body: raw && maskedBody(raw.body),
      headers: raw?.headers ?? {},
      facts: facts.map(({ fact }) => fact),
    };
  });
}

export function noInboundEvent(): AppError {
  return new AppError("not_found", "There is no such event");
}

export type ErrorGroup = {
  errorCode: string;
  title: string;
  fix: string;
  parked: number;
  waiting: number;
  firstAt: Date;
  lastAt: Date;
  /** The sentence of one of them. */
  example: string | null;
};

/** What is not processed of an integration, or of all, by its reason: the most first. Null where it took too long. */
export async function listErrorGroups(
  ctx: Ctx,
  integrationId?: string,
  limitMs = timeLimitMs,
): Promise<ErrorGroup[] | null> {
  const rows = await withinTime(ctx, limitMs, (tx) =>
    tx
      .select({
        errorCode: inboundEvents.errorCode,
        parked: sql<number>`count(*) filter (where ${inboundEvents.state} = 'parked')`.mapWith(Number),
        waiting: sql<number>`count(*) filter (where ${inboundEvents.state} = 'waiting')`.mapWith(Number),
        firstAt: min(inboundEvents.receivedAt),
        lastAt: max(inboundEvents.receivedAt),
        example: max(inboundEvents.error),
      })
      .from(inboundEvents)
      .where(
        and(
          eq(inboundEvents.projectId, ctx.projectId),
          integrationId ? eq(inboundEvents.integrationId, integrationId) : undefined,
          sql`${inboundEvents.state} <> 'processed'`,
          inArray(inboundEvents.state, ["waiting", "parked"]),
          sql`${inboundEvents.errorCode} is not null`,
        ),
      )
      .groupBy(inboundEvents.errorCode)
      .orderBy(desc(count())),
  );
  if (!rows) return null;
  return rows.flatMap(({ errorCode, firstAt, lastAt, ...row }) =>
    errorCode && firstAt && lastAt ? [{ errorCode, firstAt, lastAt, ...troubleOf(errorCode), ...row }] : [],
  );
}

export type InboundHealth = {
  integrationId: string;
  /** Null: no event has ever come. */
  lastReceivedAt: Date | null;
  lastProcessedAt: Date | null;
  receivedDay: number;
  waiting: number;
  parked: number;
  ignoredDay: number;
  /** Requests that were turned away since yesterday, by their reason. */
  refused: { reason: string; count: number; lastAt: Date }[];
  pausedAt: Date | null;
};

/** How each connected integration does. Null where it took too long. */
export async function listInboundHealth(ctx: Ctx): Promise<InboundHealth[] | null> {
  const now = ctx.clock.now();
  const dayAgo = new Date(now.getTime() - 86_400_000);
  return withinTime(ctx, timeLimitMs, async (tx) => {
    const own = await tx
      .select({ id: integrations.id, pausedAt: integrations.pausedAt })
      .from(integrations)
      .where(and(eq(integrations.projectId, ctx.projectId), eq(integrations.state, "connected")))
      .orderBy(asc(integrations.provider));
    const refused = await tx
      .select()
      .from(inboundRefusals)
      .where(
        and(
          eq(inboundRefusals.projectId, ctx.projectId),
          gte(inboundRefusals.day, dayAgo.toISOString().slice(0, 10)),
        ),
      )
      .orderBy(desc(inboundRefusals.lastAt));
    const health: InboundHealth[] = [];
    for (const { id, pausedAt } of own) {
      const ofIntegration = and(
        eq(inboundEvents.projectId, ctx.projectId),
        eq(inboundEvents.integrationId, id),
      );
      const [last] = await tx
        .select({ receivedAt: inboundEvents.receivedAt })
        .from(inboundEvents)
        .where(ofIntegration)
        .orderBy(desc(inboundEvents.receivedAt), desc(inboundEvents.id))
        .limit(1);
      const [day] = await tx
        .select({
          receivedDay: count(),
          ignoredDay: sql<number>`count(*) filter (where ${inboundEvents.state} = 'ignored')`.mapWith(Number),
          lastProcessedAt: max(inboundEvents.processedAt),
        })
        .from(inboundEvents)
        .where(and(ofIntegration, gte(inboundEvents.receivedAt, dayAgo)));
      const [open] = await tx
        .select({
          waiting: sql<number>`count(*) filter (where ${inboundEvents.state} = 'waiting')`.mapWith(Number),
          parked: sql<number>`count(*) filter (where ${inboundEvents.state} = 'parked')`.mapWith(Number),
        })
        .from(inboundEvents)
        .where(and(ofIntegration, sql`${inboundEvents.state} <> 'processed'`));
      health.push({
        ...{ integrationId: id, pausedAt, lastReceivedAt: last?.receivedAt ?? null },
        ...{ lastProcessedAt: day?.lastProcessedAt ?? null, receivedDay: day?.receivedDay ?? 0 },
        ...{ ignoredDay: day?.ignoredDay ?? 0, waiting: open?.waiting ?? 0, parked: open?.parked ?? 0 },
        refused: refused
          .filter(({ integrationId }) => integrationId === id)
          .map(({ reason, count: times, lastAt }) => ({ reason, count: times, lastAt })),
      });
    }
    return health;
  });
}
