import { domainEvents } from "../../db/schema/events";
import { profiles } from "../../db/schema/profiles";
import { projects } from "../../db/schema/projects";
import { webhookEndpoints } from "../../db/schema/webhooks";
import { systemClock } from "../core/clock";
import { database, useProject } from "../core/database";
import { newId } from "../core/ids";
import { newSigningSecret, sealEndpointSecrets, secretHint } from "../webhooks/signature";

export type TellingProject = { projectId: string; profileIds: string[] };

/** A project of its own with customers, and an endpoint at each of these addresses. */
export async function makeTellingProject(urls: readonly string[], customers = 50): Promise<TellingProject> {
  const now = systemClock.now();
  const projectId = newId(now);
  const slug = `bench-webhooks-${projectId.slice(-12)}`;
  await database()
    .insert(projects)
    .values({ id: projectId, slug, name: "Bench", kind: "sandbox", settings: {}, createdAt: now });
  const profileIds = Array.from({ length: customers }, () => newId(now));
  await database().transaction(async (tx) => {
    await useProject(tx, projectId);
    await tx.insert(profiles).values(
      profileIds.map((id, index) => ({
        ...{ projectId, id, customerId: id, environment: "production" as const, createdAt: now },
        ...{ lastSeenAt: now, device: "phone" as const, isBot: false, eventSequence: 0 },
        email: `person-${index}@example.com`,
      })),
    );
    for (const url of urls) {
      const id = newId(now);
      const current = newSigningSecret();
      const sealed = sealEndpointSecrets({ projectId, id }, { current, headers: [] });
      await tx.insert(webhookEndpoints).values({
        ...{ projectId, id, url, environment: "production", payload: "full", headerNames: [] },
        ...{ secrets: sealed.bytes, keyId: sealed.keyId, secretHint: secretHint(current) },
        ...{ secretSetAt: now, state: "active", stateSince: now, actorKind: "system", actorId: "bench" },
        ...{ createdAt: now, failures: 0, version: 1 },
      });
    }
  });
  return { projectId, profileIds };
}

const rowsInStatement = 1_000;
let sequence = 0;

/** Writes facts in one transaction, as a command does, and gives their ids. */
export async function tellFacts({ projectId, profileIds }: TellingProject, count: number): Promise<string[]> {
  const now = systemClock.now();
  const rows: (typeof domainEvents.$inferInsert)[] = Array.from({ length: count }, () => {
    sequence += 1;
    return {
      ...{ projectId, id: newId(now), type: "profile.updated", sequence, environment: "production" as const },
      ...{ profileId: profileIds[sequence % profileIds.length] ?? "", occurredAt: now, receivedAt: now },
      ...{ actorKind: "system" as const, actorId: "bench" },
      payload: { email: "person@example.com", previous: { email: null }, note: "x".repeat(300) },
    };
  });
  await database().transaction(async (tx) => {
    await useProject(tx, projectId);
    for (let from = 0; from < rows.length; from += rowsInStatement)
      await tx.insert(domainEvents).values(rows.slice(from, from + rowsInStatement));
  });
  return rows.map(({ id }) => id);
}
