import { desc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import * as schema from "@/db/schema";
import type { Ctx } from "@/lib/core/ctx";
import { newId } from "@/lib/core/ids";
import { testNow } from "../factories";

/** One row in each table of customer work; `profileIds` are two profiles of the project, the smaller id first. */
export async function addCustomerWorkRows(
  tx: Transaction,
  { projectId }: Ctx,
  [firstId, secondId]: [string, string],
): Promise<void> {
  const by = { actorKind: "system", actorId: "test" } as const;
  const [noteId, mergeId, exportId, erasureId] = [1, 2, 3, 4].map(() => newId(testNow)) as [
    string,
    string,
    string,
    string,
  ]; // four in, four out
  const note = { projectId, body: "Asked for a refund", version: 1, ...by, createdAt: testNow };
  await tx.insert(schema.notes).values({ ...note, id: noteId, profileId: firstId });
  await tx.insert(schema.noteVersions).values({ ...note, noteId });
  await tx.insert(schema.attributeChanges).values({
    projectId,
    profileId: firstId,
    id: newId(testNow),
    key: "plan",
    source: "console",
    ...by,
    updatedAt: testNow,
    receivedAt: testNow,
  });
  await tx
    .insert(schema.tags)
    .values({ projectId, profileId: firstId, name: "vip", ...by, createdAt: testNow });
  await tx.insert(schema.merges).values({
    projectId,
    id: mergeId,
    customerId: firstId,
    mergedId: secondId,
    winners: {},
    rule: "picked",
    ...by,
    createdAt: testNow,
  });
  await tx
    .insert(schema.mergedProfiles)
    .values({ projectId, mergeId, profileId: secondId, previousCustomerId: secondId });
  const pair = { projectId, firstId, secondId };
  await tx.insert(schema.duplicatePairs).values({ ...pair, score: 90, reasons: [], foundAt: testNow });
  await tx.insert(schema.duplicateDecisions).values({ ...pair, ...by, decidedAt: testNow });
  await tx.insert(schema.blockedIds).values({ projectId, value: "test-user", ...by, createdAt: testNow });
  await tx.insert(schema.exports).values({
    projectId,
    id: exportId,
    profileId: firstId,
    state: "ready",
    ...by,
    requestedAt: testNow,
    attempts: 1,
  });
  await tx.insert(schema.exportParts).values({ projectId, exportId, part: 0, content: Buffer.from("zip") });
  await tx.insert(schema.erasures).values({
    projectId,
    id: erasureId,
    state: "held",
    ...by,
    requestedAt: testNow,
    holdUntil: testNow,
    attempts: 0,
    counts: {},
  });
  await tx.insert(schema.erasureProfiles).values({ projectId, erasureId, profileId: secondId });
  await tx.insert(schema.suppressions).values({
    projectId,
    hash: Buffer.alloc(32, 1),
    pepperId: "k1",
    kind: "profile",
    erasureId,
    createdAt: testNow,
  });
  await tx.insert(schema.idempotencyKeys).values({
    projectId,
    keyId: newId(testNow),
    key: "order-1",
    requestHash: Buffer.alloc(32),
    state: "running",
    createdAt: testNow,
    leasedUntil: testNow,
    expiresAt: testNow,
  });
  const [entry] = await tx
    .select({ id: schema.auditLog.id })
    .from(schema.auditLog)
    .where(eq(schema.auditLog.projectId, projectId))
    .orderBy(desc(schema.auditLog.occurredAt))
    .limit(1);
  if (!entry) throw new Error("the audit log needs a row to seal");
  await tx.insert(schema.auditSeals).values({
    projectId,
    position: 1,
    auditId: entry.id,
    hash: Buffer.alloc(32),
    sealedAt: testNow,
  });
}
