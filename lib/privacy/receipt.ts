import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { suppressions } from "../../db/schema/privacy";
import { canonicalJson } from "../core/audit";
import { showId } from "../core/ids";
import { drained, last } from "./erasure-steps";
import type { Work } from "./erasure-work";

/** What proves an erasure: counts, times and keyed sums. Nothing in it leads back to the person. */
export type Receipt = {
  erasure: string;
  project: string;
  requestedAt: string;
  requestedBy: { kind: string; id: string };
  holdUntil: string;
  startedAt: string;
  finishedAt: string;
  profiles: number;
  removed: Record<string, number>;
  emptied: Record<string, number>;
  /** Subscriptions that their providers go on charging, by provider: nothing here can end them. */
  subscriptionsElsewhere?: Record<string, number>;
  /** Names that can never come back through an import or a late visit, by kind. */
  suppressed: Record<string, number>;
  /** HMAC-SHA256 of the profiles' ids, by which the person who knows an id can prove that it was erased. */
  subjects: string[];
  searchedAgain: { tables: number; rows: number };
  /** SHA-256 over the rest with sorted keys. */
  sum: string;
};

export async function receiptOf(
  tx: Transaction,
  { projectId, found, progress, clock }: Work,
  profileIds: readonly string[],
  finishedAt: Date,
): Promise<Receipt> {
  const sums = await tx
    .select({ kind: suppressions.kind, hash: suppressions.hash })
    .from(suppressions)
    .where(and(eq(suppressions.projectId, projectId), eq(suppressions.erasureId, found.id)));
  const suppressed: Record<string, number> = {};
  for (const { kind } of sums) suppressed[kind] = (suppressed[kind] ?? 0) + 1;
  const rest = {
    erasure: showId("erasure", found.id),
    project: showId("project", projectId),
    requestedAt: found.requestedAt.toISOString(),
    requestedBy: { kind: found.actorKind, id: found.actorId },
    holdUntil: found.holdUntil.toISOString(),
    startedAt: (found.startedAt ?? clock.now()).toISOString(),
    finishedAt: finishedAt.toISOString(),
    profiles: profileIds.length,
    removed: progress.removed,
    emptied: progress.emptied,
    subscriptionsElsewhere: progress.goOn,
    suppressed,
    subjects: sums
      .filter(({ kind }) => kind === "profile")
      .map(({ hash }) => hash.toString("hex"))
      .toSorted(),
    searchedAgain: { tables: drained.length + last.length, rows: 0 },
  };
  return { ...rest, sum: createHash("sha256").update(canonicalJson(rest)).digest("hex") };
}
