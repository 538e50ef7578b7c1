import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { inboundEvents } from "../../db/schema/inbound-events";
import { integrations } from "../../db/schema/integrations";
import { type Clock, fixedClock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";
import { isDatabaseAway } from "../core/database-away";
import { currentRequestId, log } from "../core/log";
import { terrainOf } from "../subscriptions/project-time";
import { applyEvent } from "./apply-event";
import type { Applying } from "./applying";
import { begin, type Claim, claimEvents, giveBack } from "./due";
import { NotYet, Parked, retryWaitMs, type Trouble, triedForMs } from "./outcome";
import { parseEvent, parserVersion } from "./parse";
import { UnreadableEvent } from "./unreadable-event";
import { type InboundEvent, openRaw } from "./vault";

type Options = { limit?: number; goOn?: () => boolean; random?: () => number };

/** Works on the next events of a project; answers how many there were. */
export async function processDue(
  projectId: ProjectId,
  clock: Clock,
  { limit = 50, goOn = () => true, random = Math.random }: Options = {},
): Promise<number> {
  const claims = await claimEvents(projectId, clock, limit);
  for (const [at, claim] of claims.entries()) {
    if (!goOn()) {
      await giveBack(projectId, claims.slice(at), clock.now());
      break;
    }
    if (await begin(projectId, claim, clock.now())) await processEvent(projectId, clock, claim, random);
  }
  return claims.length;
}

/** What an event does and that it was done are one commit. */
export async function processEvent(
  projectId: ProjectId,
  clock: Clock,
  claim: Claim,
  random: () => number = Math.random,
): Promise<void> {
  try {
    await write(projectId, async (tx) => {
      const event = await lockClaimed(tx, projectId, claim);
      if (event) await settle(tx, event, await work(tx, projectId, clock, event, random));
    });
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    await write(projectId, async (tx) => {
      const event = await lockClaimed(tx, projectId, claim);
      if (event) await settle(tx, event, failed(event, error, clock, random()));
    });
  }
}

async function lockClaimed(
  tx: Transaction,
  projectId: string,
  { id, leaseId }: Claim,
): Promise<InboundEvent | null> {
  const [event] = await tx
    .select()
    .from(inboundEvents)
    .where(
      and(
        eq(inboundEvents.projectId, projectId),
        eq(inboundEvents.id, id),
        eq(inboundEvents.leaseId, leaseId),
      ),
    )
    .for("update");
  return event ?? null;
}

async function settle(
  tx: Transaction,
  { projectId, id }: InboundEvent,
  change: Partial<InboundEvent>,
): Promise<void> {
  await tx
    .update(inboundEvents)
    .set({ leaseId: null, deaths: 0, ...change })
    .where(and(eq(inboundEvents.projectId, projectId), eq(inboundEvents.id, id)));
}

/** Reads and applies it; answers what its row says from now on. */
export async function work(
  tx: Transaction,
  projectId: ProjectId,
  clock: Clock,
  event: InboundEvent,
  random: () => number = Math.random,
): Promise<Partial<InboundEvent>> {
  const { id, provider, integrationId } = event;
  const now = clock.now();
  const raw = openRaw(event);
  if (!raw) throw new Parked({ code: "body_gone", words: "What was sent is no longer kept." });
  const [integration] = await tx
    .select({ settings: integrations.settings })
    .from(integrations)
    .where(and(eq(integrations.projectId, projectId), eq(integrations.id, integrationId)));
  if (!integration) throw new Error("the integration of an event is there");
  const parsed = parseEvent(provider, raw.body, integration.settings);
  const occurredAt = parsed.occurredAt ?? event.receivedAt;
  const applying: Applying = {
    ctx: {
      projectId,
      actor: { kind: "provider", provider, integrationId },
      requestId: currentRequestId() ?? randomUUID(),
      clock: fixedClock(now),
      tx,
      terrain: await terrainOf(tx, projectId, now),
    },
    ...{ integrationId, provider, environment: parsed.environment },
    ...{ attempts: event.attempts, receivedAt: event.receivedAt, occurredAt },
  };
  // Its facts count by the environment and time that it has now.
  const { environment, type } = parsed;
  await tx
    .update(inboundEvents)
    .set({ environment, occurredAt })
    .where(and(eq(inboundEvents.projectId, projectId), eq(inboundEvents.id, id)));
  const applied = await applyEvent(applying, event, parsed);
  if (applied.state === "waiting") return failed(event, applied.because, clock, random());
  return {
    ...{ state: parsed.isKnown ? "processed" : "ignored", type: type.slice(0, 255), environment, occurredAt },
    ...{ parserVersion: parserVersion(provider), processedAt: now },
    ...{ nextAttemptAt: null, errorCode: null, error: null },
    ...(applied.state === "erased"
      ? { sealed: null, keyId: null, words: null, profileId: null }
      : { words: parsed.words, profileId: applied.profileId }),
  };
}

function failed(event: InboundEvent, error: unknown, clock: Clock, random: number): Partial<InboundEvent> {
  const now = clock.now();
  const attempts = Math.min(event.attempts + 1, 30_000);
  const trouble = troubleOf(event, error);
  const told = { attempts, errorCode: trouble.code, error: trouble.words };
  const isOver = now.getTime() - event.receivedAt.getTime() >= triedForMs;
  if (isFinal(error) || isOver) return { ...told, state: "parked", nextAttemptAt: null };
  return {
    ...told,
    state: "waiting",
    nextAttemptAt: new Date(now.getTime() + retryWaitMs(attempts, random)),
  };
}

/** Trying again by itself would end the same: the bytes, or a choice of the project, must change first. */
function isFinal(error: unknown): boolean {
  return error instanceof Parked || error instanceof UnreadableEvent;
}

function troubleOf(event: InboundEvent, error: unknown): Trouble {
  if (error instanceof NotYet || error instanceof Parked) return error.trouble;
  if (error instanceof UnreadableEvent) return { code: error.errorCode, words: error.message };
  log.error("an inbound event was not processed", { event: event.id, type: event.type, error });
  return {
    code: "failed",
    words: "It could not be processed. It is tried again; the server's log says why.",
  };
}
