import { randomBytes, randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { attributes } from "@/db/schema/attributes";
import { domainEvents } from "@/db/schema/events";
import { funnels } from "@/db/schema/funnels";
import { consents, profileFunnels, profileIdentifiers, profiles } from "@/db/schema/profiles";
import { apiKeys } from "@/db/schema/projects";
import { sessionAnswers, sessionEvents, sessions } from "@/db/schema/sessions";
import { newKey } from "@/lib/api-keys/key-format";
import { fixedClock } from "@/lib/core/clock";
import { database, inSystem } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { startCollector } from "@/lib/tracking/collector-server";
import { createIngest } from "@/lib/tracking/ingest";
import { makeProject } from "./factories";

export const receivedAt = new Date("2026-11-20T12:00:00.000Z");
export const safari =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1";

export type Answer = { status: number; body: Record<string, unknown>; headers: Headers };
type Options = { allowedOrigins?: string[]; trustedProxies?: string[] };

/** A collector on a port of its own with a project, its key, and a clock that stands still. */
export async function startTestCollector({ allowedOrigins = [], trustedProxies = [] }: Options = {}) {
  const clock = fixedClock(receivedAt);
  const { projectId, key } = await makeKey(allowedOrigins);
  const ingest = createIngest({ clock });
  const collector = await startCollector({ host: "127.0.0.1", port: 0, trustedProxies, ingest });
  const origin = `http://127.0.0.1:${collector.port}`;
  return {
    origin,
    projectId,
    key,
    clock,
    ingest,
    close: collector.close,
    post: (body: unknown, headers: Record<string, string> = {}) =>
      postTo(`${origin}/i/v1/batch`, body, headers),
    batch: (changes: Record<string, unknown> = {}) => batchOf(key, clock.now(), changes),
    rows: () => rowsOf(projectId),
  };
}

export async function makeKey(allowedOrigins: string[] = []): Promise<{ projectId: string; key: string }> {
  const projectId = await makeProject();
  const key = newKey("pk");
  await database()
    .insert(apiKeys)
    .values({
      projectId,
      id: newId(receivedAt),
      kind: "publishable",
      name: "Funnels",
      publishableKey: key,
      prefix: "pk_",
      lastFour: key.slice(-4),
      scopes: [],
      allowedOrigins,
      createdAt: receivedAt,
    });
  return { projectId, key };
}

export async function postTo(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "text/plain", "user-agent": safari, ...headers },
    body: typeof body === "string" || body instanceof Blob ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : {}, headers: response.headers };
}

export function visitorKey(): string {
  return randomBytes(16).toString("hex");
}

/** A first batch of a new visitor, with one event, unless told otherwise. */
export function batchOf(key: string, now: Date, changes: Record<string, unknown> = {}) {
  return {
    key,
    visitor: visitorKey(),
    session: visitorKey(),
    mode: "production",
    sentAt: now.getTime(),
    funnel: { id: "quiz-1" },
    page: { url: "https://quiz.example/start", language: "de-DE", timezone: "Europe/Berlin" },
    events: [eventOf(now)],
    ...changes,
  };
}

export function eventOf(now: Date, changes: Record<string, unknown> = {}) {
  return { id: randomUUID(), name: "screen_presented", at: now.getTime(), ...changes };
}

/** Everything that ingest has written of a project. */
export async function rowsOf(projectId: string) {
  return inSystem(async (tx) => {
    return {
      profiles: await tx.select().from(profiles).where(eq(profiles.projectId, projectId)),
      sessions: await tx
        .select()
        .from(sessions)
        .where(eq(sessions.projectId, projectId))
        .orderBy(asc(sessions.startedAt)),
      events: await tx
        .select()
        .from(sessionEvents)
        .where(eq(sessionEvents.projectId, projectId))
        .orderBy(asc(sessionEvents.occurredAt)),
      answers: await tx.select().from(sessionAnswers).where(eq(sessionAnswers.projectId, projectId)),
      funnels: await tx.select().from(funnels).where(eq(funnels.projectId, projectId)),
      profileFunnels: await tx.select().from(profileFunnels).where(eq(profileFunnels.projectId, projectId)),
      identifiers: await tx
        .select()
        .from(profileIdentifiers)
        .where(eq(profileIdentifiers.projectId, projectId))
        .orderBy(asc(profileIdentifiers.value)),
      attributes: await tx.select().from(attributes).where(eq(attributes.projectId, projectId)),
      consents: await tx
        .select()
        .from(consents)
        .where(eq(consents.projectId, projectId))
        .orderBy(asc(consents.occurredAt)),
      facts: await tx
        .select()
        .from(domainEvents)
        .where(eq(domainEvents.projectId, projectId))
        .orderBy(asc(domainEvents.sequence)),
    };
  });
}
