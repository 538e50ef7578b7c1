import { and, eq, inArray } from "drizzle-orm";
import { profiles } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { findId, showId } from "../core/ids";
import { findByIdentifier, type IdentifierHit } from "../search/find";

export type CustomerHit = {
  /** Shown id of the customer. */
  id: string;
  email: string | null;
  userId: string | null;
  field: IdentifierHit["kind"] | "id";
  isPreview: boolean;
};

const mostHits = 8;
const shortestText = 2;
const longestText = 300;

/** Customers by part of an email, by user id or provider id, or by their own id; the closest match first. */
export async function searchCustomers(ctx: Ctx, text: string): Promise<CustomerHit[]> {
  const wanted = text
    .replaceAll("\0", "")
    .replaceAll(/\p{Surrogate}/gu, "\ufffd")
    .trim();
  if ([...wanted].length < shortestText || wanted.length > longestText) return [];
  const id = findId("profile", wanted.toLowerCase());
  const hits = id
    ? [{ profileId: id, kind: "id" as const }]
    : await findByIdentifier(ctx, wanted, mostHits * 3);
  return shown(ctx, hits);
}

async function shown(
  ctx: Ctx,
  hits: { profileId: string; kind: CustomerHit["field"] }[],
): Promise<CustomerHit[]> {
  if (hits.length === 0) return [];
  const rows = await read(ctx, (tx) =>
    tx
      .select({
        id: profiles.id,
        customerId: profiles.customerId,
        email: profiles.email,
        userId: profiles.userId,
        environment: profiles.environment,
      })
      .from(profiles)
      .where(
        and(
          eq(profiles.projectId, ctx.projectId),
          inArray(
            profiles.id,
            hits.map((hit) => hit.profileId),
          ),
        ),
      ),
  );
  const found = new Map<string, CustomerHit>();
  for (const hit of hits) {
    const row = rows.find(({ id }) => id === hit.profileId);
    if (!row || found.has(row.customerId)) continue;
    const { email, userId, environment } = row;
    const id = showId("profile", row.customerId);
    found.set(row.customerId, { id, email, userId, field: hit.kind, isPreview: environment === "preview" });
  }
  return [...found.values()].slice(0, mostHits);
}
