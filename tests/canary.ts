import { and, eq } from "drizzle-orm";
import * as schema from "@/db/schema";
import { setAttributes } from "@/lib/attributes/commands";
import { recordConsent } from "@/lib/consents/commands";
import { fixedClock } from "@/lib/core/clock";
import { authorizedProject, type Ctx } from "@/lib/core/ctx";
import { write } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import {
  addAlias,
  keepApart,
  mergeCustomers,
  unmergeCustomers,
  updateCustomer,
} from "@/lib/identity/commands";
import { addNote, deleteNote, editNote, pinNote } from "@/lib/notes/commands";
import { addTag, removeTag } from "@/lib/tags/commands";
import { profileIdOf } from "@/lib/tracking/ids";
import { addBillingRows } from "./billing-rows";
import { addExchangeRows } from "./exchange-rows";
import { eventOf, safari, type startTestCollector, visitorKey } from "./ingest-client";

type Collector = Awaited<ReturnType<typeof startTestCollector>>;

export type Canary = {
  ctx: Ctx;
  word: string;
  /** The canonical one first. */
  profileIds: [string, string];
  visitors: [string, string];
  /** The keyed sums of what the person is known by. */
  names: { kind: "profile" | "email" | "user_id" | "app_user_id" | "provider_customer_id"; value: string }[];
};

/** An owner in the collector's project, at the collector's time. */
export function ownerOf({ projectId, clock }: Collector): Ctx {
  return {
    projectId: authorizedProject(projectId),
    actor: { kind: "user", userId: newId(clock.now()), role: "owner" },
    requestId: "req-test",
    clock: fixedClock(clock.now()),
  };
}

/** Somebody in every table that can have something about a person, with `word` in all that is personal. */
export async function makeCanary(collector: Collector, word: string): Promise<Canary> {
  const ctx = ownerOf(collector);
  const visitors: [string, string] = [visitorKey(), visitorKey()];
  for (const visitor of visitors) await visit(collector, visitor, word);
  const [first, second] = visitors
    .map((visitor) => profileIdOf(ctx.projectId, "production", visitor))
    .toSorted() as [string, string]; // two in, two out
  // Before the rest: parting two takes the exports away that were made of both.
  const parted = await stranger(collector, ctx, first, word);
  await work(ctx, first, word);
  const { customerId } = await mergeCustomers(ctx, {
    customer: showId("profile", first),
    other: showId("profile", second),
    reason: `${word} wrote from two phones`,
    rule: "picked",
    samePerson: true,
  });
  const profileIds: [string, string] =
    showId("profile", first) === customerId ? [first, second] : [second, first];
  await updateCustomer(ctx, {
    customer: customerId,
    email: `new.${word}@example.com`,
    userId: `usr_${word}`,
  });
  await recordConsent(ctx, { customer: customerId, purpose: `${word} letters`, state: "granted" });
  await suspicions(ctx, profileIds[0], parted, word);
  await buy(ctx, profileIds[0], word);
  await exchange(ctx, profileIds[0], word);
  return {
    ctx,
    word,
    visitors,
    profileIds,
    names: [
      ...profileIds.map((value) => ({ kind: "profile" as const, value })),
      { kind: "email", value: `${word}@example.com` },
      { kind: "email", value: `new.${word}@example.com` },
      { kind: "user_id", value: `${word}-browser` },
      { kind: "user_id", value: `usr_${word}` },
      { kind: "app_user_id", value: `$RCAnonymousID:${word}` },
      { kind: "provider_customer_id", value: `cus_${word}` },
    ],
  };
}

/** Everything about money: the rows alone, since what the person is called stands in few of them. */
async function buy(ctx: Ctx, profileId: string, word: string): Promise<void> {
  await write(ctx.projectId, async (tx) => {
    const [session] = await tx
      .select({ id: schema.sessions.id })
      .from(schema.sessions)
      .where(and(eq(schema.sessions.projectId, ctx.projectId), eq(schema.sessions.profileId, profileId)))
      .limit(1);
    if (!session) throw new Error("the person has a visit");
    await addBillingRows(tx, ctx, { profileId, sessionId: session.id, word });
  });
}

/** What was sent to endpoints about the person, and what a provider sent. */
async function exchange(ctx: Ctx, profileId: string, word: string): Promise<void> {
  await write(ctx.projectId, async (tx) => {
    const [event] = await tx
      .select({ id: schema.domainEvents.id })
      .from(schema.domainEvents)
      .where(
        and(eq(schema.domainEvents.projectId, ctx.projectId), eq(schema.domainEvents.profileId, profileId)),
      )
      .limit(1);
    if (!event) throw new Error("the person has an event");
    await addExchangeRows(tx, ctx, { profileId, eventId: event.id, word });
  });
}

export function batchOfCanary(collector: Collector, visitor: string, word: string) {
  const now = collector.clock.now();
  return collector.batch({
    visitor,
    page: {
      url: `https://quiz.example/start?utm_campaign=${word}`,
      referrer: `https://mail.example/${word}`,
      language: "sv-SE",
    },
    inputs: { email: `${word}@example.com`, _USERID_: `${word}-browser`, first_name: word },
    consent: { [`${word} analytics`]: "granted", policyVersion: "1" },
    events: [
      eventOf(now, { properties: { screen_id: "welcome", typed: word } }),
      eventOf(now, { properties: { screen_id: "final" } }),
    ],
  });
}

async function visit(collector: Collector, visitor: string, word: string): Promise<void> {
  const answer = await collector.post(batchOfCanary(collector, visitor, word), {
    "user-agent": `${safari} ${word}`,
  });
  if (answer.status !== 202) throw new Error(`the collector answered ${answer.status}`);
}

/** Somebody else, merged with the person once and parted again. */
async function stranger(collector: Collector, ctx: Ctx, profileId: string, word: string): Promise<string> {
  const visitor = visitorKey();
  // Later than the person, who so stays the canonical one.
  const now = collector.clock.now();
  collector.clock.set(new Date(now.getTime() + 1_000));
  await collector.post(collector.batch({ visitor }));
  collector.clock.set(now);
  const other = profileIdOf(ctx.projectId, "production", visitor);
  const [customer, joined] = [showId("profile", profileId), showId("profile", other)];
  const rule = "picked" as const;
  const merged = await mergeCustomers(ctx, {
    customer,
    other: joined,
    reason: `same as ${word}`,
    rule,
    samePerson: true,
  });
  await unmergeCustomers(ctx, { merge: merged.mergeId, reason: `not ${word} at all` });
  return other;
}

/** What the team writes about somebody, through the commands that it has for it. */
async function work(ctx: Ctx, profileId: string, word: string): Promise<void> {
  const customer = showId("profile", profileId);
  const { noteId: note } = await addNote(ctx, { customer, body: `Called ${word}` });
  await editNote(ctx, { customer, note, version: 1, body: `Called ${word} back` });
  await pinNote(ctx, { customer, note });
  const { noteId: gone } = await addNote(ctx, { customer, body: `Not about ${word}` });
  await deleteNote(ctx, { customer, note: gone });
  for (const value of [word, `${word}stad`])
    await setAttributes(ctx, { customer, attributes: { city: { value } } });
  await addTag(ctx, { customer, tag: `vip ${word}` });
  await addTag(ctx, { customer, tag: `late ${word}` });
  await removeTag(ctx, { customer, tag: `late ${word}` });
  await addAlias(ctx, { customer, appUserId: `$RCAnonymousID:${word}` });
  await left(ctx, profileId, word);
}

/** What backends, providers and earlier requests leave. */
async function left({ projectId, clock }: Ctx, profileId: string, word: string): Promise<void> {
  const now = clock.now();
  const of = { projectId, profileId };
  const by = { actorKind: "user", actorId: "colleague" } as const;
  const seen = {
    environment: "production",
    profileCreatedAt: now,
    firstSeenAt: now,
    lastSeenAt: now,
  } as const;
  const exportId = newId(now);
  await write(projectId, async (tx) => {
    await tx.insert(schema.profileIntegrations).values({ ...of, ...seen, provider: "stripe" });
    await tx.insert(schema.profileIdentifiers).values({
      ...of,
      ...seen,
      kind: "provider_customer_id",
      value: `cus_${word}`,
      searchText: `cus_${word}`,
    });
    await tx.insert(schema.exports).values({
      ...of,
      id: exportId,
      state: "ready",
      ...by,
      requestedAt: now,
      attempts: 1,
      error: word,
    });
    await tx.insert(schema.exportParts).values({ projectId, exportId, part: 0, content: Buffer.from(word) });
    await tx.insert(schema.idempotencyKeys).values({
      projectId,
      keyId: newId(now),
      key: `create-${exportId}`,
      requestHash: Buffer.alloc(32),
      state: "done",
      status: 201,
      answer: JSON.stringify({ email: `${word}@example.com` }),
      createdAt: now,
      leasedUntil: now,
      expiresAt: now,
    });
  });
}

/** Pairs of the queue with somebody who only looks like the person. */
async function suspicions(ctx: Ctx, profileId: string, other: string, word: string): Promise<void> {
  const { projectId, clock } = ctx;
  const [firstId, secondId] = [profileId, other].toSorted() as [string, string]; // two in, two out
  const pair = { projectId, firstId, secondId };
  const now = clock.now();
  await keepApart(ctx, { customer: showId("profile", firstId), other: showId("profile", secondId) });
  await write(ctx.projectId, async (tx) => {
    await tx
      .insert(schema.duplicatePairs)
      .values({ ...pair, score: 60, reasons: [`same name ${word}`], foundAt: now });
  });
}
