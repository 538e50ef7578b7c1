import { createHmac } from "node:crypto";
import type { suppressions } from "../../db/schema/privacy";
import { peppers } from "../core/pepper";

export type SuppressedKind = (typeof suppressions.$inferSelect)["kind"];
export type SuppressedName = { kind: SuppressedKind; value: string };
export type SuppressionHash = { hash: Buffer; pepperId: string };

/**
 * What is kept of a name after its erasure: HMAC-SHA256 over project, kind and value under each pepper, the one that
 * writes first. Of other projects and instances the same name has other hashes.
 */
export function suppressionHashes(
  projectId: string,
  { kind, value }: SuppressedName,
): [SuppressionHash, ...SuppressionHash[]] {
  const text = `${projectId} ${kind} ${kind === "email" ? value.toLowerCase() : value}`;
  const [first, ...rest] = peppers("suppression");
  const hashed = ({ id, pepper }: { id: string; pepper: Buffer }): SuppressionHash => ({
    hash: createHmac("sha256", pepper).update(text).digest(),
    pepperId: id,
  });
  return [hashed(first), ...rest.map(hashed)];
}
