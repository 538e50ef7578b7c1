import { and, count, desc, eq, gt, isNotNull, max, min, or, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { type InboundProvider, inboundProviders } from "../../db/columns";
import { inboundEvents, inboundRefusals } from "../../db/schema/inbound-events";
import { type IntegrationSettings, integrations } from "../../db/schema/integrations";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { showId } from "../core/ids";
import { secretKindsOf } from "./schema";
import { hintsOf, type SecretHint } from "./secret-hints";

const dayMs = 24 * 60 * 60_000;
const mostCounted = 100_000;

/** How a provider stands with the project. `none`: nobody has set it up. */
export type IntegrationState = "none" | "incomplete" | "waiting" | "receiving" | "paused";

export type IntegrationCard = {
  provider: InboundProvider;
  state: IntegrationState;
  lastEventAt: Date | null;
  eventsInDay: number;
  /** Events that wait for a person, or fail and are tried again. */
  troubled: number;
  /** Requests of the last day that were not believed. */
  refusedInDay: number;
  secrets: SecretHint[];
  /** Whether we can call it. */
  hasKeys: boolean;
};

export type IntegrationDetail = IntegrationCard & {
  /** Part of the address to which it sends; null where it has none yet. */
  id: string | null;
  settings: IntegrationSettings;
  pausedAt: Date | null;
};

export async function listIntegrationCards(ctx: Ctx): Promise<IntegrationCard[]> {
  return read(ctx, async (tx) => {
    const cards: IntegrationCard[] = [];
    for (const provider of inboundProviders) cards.push(await detailOf(ctx, tx, provider));
    return cards;
  });
}

export function getIntegrationDetail(ctx: Ctx, provider: InboundProvider): Promise<IntegrationDetail> {
  return read(ctx, (tx) => detailOf(ctx, tx, provider));
}

async function detailOf(ctx: Ctx, tx: Transaction, provider: InboundProvider): Promise<IntegrationDetail> {
  const [row] = await tx
    .select({
      id: integrations.id,
      settings: integrations.settings,
      pausedAt: integrations.pausedAt,
      hint: integrations.inboundHint,
      hasKeys: sql<boolean>`${integrations.secrets} is not null`,
    })
    .from(integrations)
    .where(
      and(
        eq(integrations.projectId, ctx.projectId),
        eq(integrations.provider, provider),
        eq(integrations.state, "connected"),
      ),
    );
  const nothing = { lastEventAt: null, eventsInDay: 0, troubled: 0, refusedInDay: 0 };
  if (!row)
    return {
      provider,
      state: "none",
      ...nothing,
      secrets: [],
      hasKeys: false,
      id: null,
      settings: {},
      pausedAt: null,
    };
  const { id, settings, pausedAt, hasKeys } = row;
  const secrets = hintsOf(row.hint);
  const figures = await figuresOf(ctx, tx, id);
  return {
    ...{ provider, ...figures, secrets, hasKeys, settings, pausedAt, id: showId("integration", id) },
    state: pausedAt ? "paused" : stateOf(provider, secrets, settings, figures.lastEventAt),
  };
}

function stateOf(
  provider: InboundProvider,
  secrets: SecretHint[],
  { webhookId }: IntegrationSettings,
  lastEventAt: Date | null,
): IntegrationState {
  const isProvable = secretKindsOf[provider].length > 0 ? secrets.length > 0 : webhookId !== undefined;
  if (!isProvable) return "incomplete";
  return lastEventAt ? "receiving" : "waiting";
}

async function figuresOf(ctx: Ctx, tx: Transaction, integrationId: string) {
  const since = new Date(ctx.clock.now().getTime() - dayMs);
  const ofIt = and(
    eq(inboundEvents.projectId, ctx.projectId),
    eq(inboundEvents.integrationId, integrationId),
  );
  const [last] = await tx
    .select({ at: inboundEvents.receivedAt })
    .from(inboundEvents)
    .where(ofIt)
    .orderBy(desc(inboundEvents.receivedAt), desc(inboundEvents.id))
    .limit(1);
  const counted = (more: ReturnType<typeof and>) =>
    tx
      .select({ count: count() })
      .from(
        tx.select({ id: inboundEvents.id }).from(inboundEvents).where(more).limit(mostCounted).as("counted"),
      );
  const [inDay] = await counted(and(ofIt, gt(inboundEvents.receivedAt, since)));
  const [troubled] = await counted(and(ofIt, isTroubled()));
  const [refused] = await tx
    .select({ count: sql<string>`coalesce(sum(${inboundRefusals.count}), 0)` })
    .from(inboundRefusals)
    .where(
      and(
        eq(inboundRefusals.projectId, ctx.projectId),
        eq(inboundRefusals.integrationId, integrationId),
        gt(inboundRefusals.lastAt, since),
      ),
    );
  return {
    lastEventAt: last?.at ?? null,
    eventsInDay: inDay?.count ?? 0,
    troubled: troubled?.count ?? 0,
    refusedInDay: Number(refused?.count ?? 0),
  };
}

function isTroubled() {
  return or(
    eq(inboundEvents.state, "parked"),
    and(eq(inboundEvents.state, "waiting"), isNotNull(inboundEvents.errorCode)),
  );
}

export type RefusedRequests = { reason: string; count: number; firstAt: Date; lastAt: Date };

/** Requests of the last seven days that were not believed, by reason, the latest first. */
export async function listRefusals(ctx: Ctx, provider: InboundProvider): Promise<RefusedRequests[]> {
  const since = new Date(ctx.clock.now().getTime() - 7 * dayMs);
  const rows = await read(ctx, (tx) =>
    tx
      .select({
        reason: inboundRefusals.reason,
        count: sql<string>`sum(${inboundRefusals.count})`,
        firstAt: min(inboundRefusals.firstAt),
        lastAt: max(inboundRefusals.lastAt),
      })
      .from(inboundRefusals)
      .innerJoin(integrations, ofProvider(provider, inboundRefusals))
      .where(and(eq(inboundRefusals.projectId, ctx.projectId), gt(inboundRefusals.lastAt, since)))
      .groupBy(inboundRefusals.reason)
      .orderBy(desc(max(inboundRefusals.lastAt))),
  );
  return rows.flatMap(({ reason, count, firstAt, lastAt }) =>
    firstAt && lastAt ? [{ reason, count: Number(count), firstAt, lastAt }] : [],
  );
}

function ofProvider(provider: InboundProvider, table: typeof inboundRefusals) {
  return and(
    eq(integrations.projectId, table.projectId),
    eq(integrations.id, table.integrationId),
    eq(integrations.provider, provider),
    eq(integrations.state, "connected"),
  );
}
