import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { erasures, suppressions } from "../../db/schema/privacy";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { type SuppressedName, suppressionHashes } from "./suppression-hash";

export type PastErasure = { id: string; finishedAt: Date | null };

/** The case in which whoever had this name was erased, or null. */
export async function findPastErasure(ctx: Ctx, name: SuppressedName): Promise<PastErasure | null> {
  const hashes = suppressionHashes(ctx.projectId, name).map(({ hash }) => hash);
  const [row] = await read(ctx, (tx) =>
    tx
      .select({ id: erasures.id, finishedAt: erasures.finishedAt })
      .from(suppressions)
      .innerJoin(
        erasures,
        and(eq(erasures.projectId, ctx.projectId), eq(erasures.id, suppressions.erasureId)),
      )
      .where(and(eq(suppressions.projectId, ctx.projectId), inArray(suppressions.hash, hashes))),
  );
  return row ?? null;
}

/** Whether whoever had one of these names was erased. */
export async function isAnySuppressed(
  tx: Transaction,
  projectId: string,
  names: readonly SuppressedName[],
): Promise<boolean> {
  const hashes = names.flatMap((name) => suppressionHashes(projectId, name).map(({ hash }) => hash));
  if (hashes.length === 0) return false;
  const found = await tx
    .select({ kind: suppressions.kind })
    .from(suppressions)
    .where(and(eq(suppressions.projectId, projectId), inArray(suppressions.hash, hashes)))
    .limit(1);
  return found.length > 0;
}
