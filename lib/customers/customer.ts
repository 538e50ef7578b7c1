import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/client";
import type { Environment } from "../../db/columns";
import { merges } from "../../db/schema/identity";
import { profiles, type Touch } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { type ActiveMerge, holderOf } from "./winners";

export type Profile = typeof profiles.$inferSelect;

/** One or more profiles read as one person. `id` is the canonical profile; the device is the one last seen. */
export type Customer = {
  id: string;
  profileIds: string[];
  profiles: Profile[];
  environment: Environment;
  createdAt: Date;
  lastSeenAt: Date;
  email: string | null;
  userId: string | null;
  latest: Profile;
  firstTouch: Touch | null;
  lastTouch: Touch | null;
  isBot: boolean;
};

/** The customer that a shown profile id belongs to, whichever of the joined profiles it names. */
export async function getCustomer(ctx: Ctx, shownId: string): Promise<Customer> {
  const id = findId("profile", shownId);
  const customer = id && (await findCustomer(ctx, id));
  if (!customer) throw new AppError("not_found", "There is no such customer");
  return customer;
}

export async function findCustomer(ctx: Ctx, profileId: string): Promise<Customer | null> {
  const named = alias(profiles, "named");
  return read(ctx, async (tx) => {
    const rows = await tx
      .select({ profile: profiles })
      .from(named)
      .innerJoin(
        profiles,
        and(eq(profiles.projectId, ctx.projectId), eq(profiles.customerId, named.customerId)),
      )
      .where(and(eq(named.projectId, ctx.projectId), eq(named.id, profileId)))
      .orderBy(asc(profiles.createdAt), asc(profiles.id));
    const members = rows.map((row) => row.profile);
    return customerOf(members, members.length > 1 ? await listActiveMerges(tx, ctx, members) : []);
  });
}

/** The merges that hold these profiles together, oldest first. */
export async function listActiveMerges(
  tx: Transaction,
  ctx: Ctx,
  members: readonly { id: string }[],
): Promise<ActiveMerge[]> {
  return tx
    .select({
      id: merges.id,
      customerId: merges.customerId,
      mergedId: merges.mergedId,
      winners: merges.winners,
      createdAt: merges.createdAt,
    })
    .from(merges)
    .where(
      and(
        eq(merges.projectId, ctx.projectId),
        inArray(
          merges.mergedId,
          members.map(({ id }) => id),
        ),
        isNull(merges.undoneAt),
      ),
    )
    .orderBy(asc(merges.createdAt), asc(merges.id));
}

/** Joins profiles, oldest first, into the customer they make. Null for none. */
export function customerOf(members: Profile[], active: readonly ActiveMerge[] = []): Customer | null {
  const canonical = members.find((profile) => profile.id === profile.customerId);
  if (!canonical) return null;
  const bySeen = members.toSorted((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime());
  const latest = bySeen[0] ?? canonical;
  return {
    id: canonical.id,
    profileIds: members.map((profile) => profile.id),
    profiles: members,
    environment: canonical.environment,
    createdAt: canonical.createdAt,
    lastSeenAt: latest.lastSeenAt,
    email: holderOf("email", members, active)?.email ?? null,
    userId: holderOf("userId", members, active)?.userId ?? null,
    latest,
    firstTouch: members.find((profile) => profile.firstTouch)?.firstTouch ?? null,
    lastTouch: bySeen.find((profile) => profile.lastTouch)?.lastTouch ?? null,
    isBot: members.every((profile) => profile.isBot),
  };
}
