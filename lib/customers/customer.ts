import { and, asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Environment } from "../../db/columns";
import { profiles, type Touch } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";

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
  const rows = await read(ctx, (tx) =>
    tx
      .select({ profile: profiles })
      .from(named)
      .innerJoin(
        profiles,
        and(eq(profiles.projectId, ctx.projectId), eq(profiles.customerId, named.customerId)),
      )
      .where(and(eq(named.projectId, ctx.projectId), eq(named.id, profileId)))
      .orderBy(asc(profiles.createdAt), asc(profiles.id)),
  );
  return customerOf(rows.map((row) => row.profile));
}

/** Joins profiles, oldest first, into the customer they make. Null for none. */
export function customerOf(members: Profile[]): Customer | null {
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
    email: canonical.email ?? bySeen.find((profile) => profile.email)?.email ?? null,
    userId: canonical.userId ?? bySeen.find((profile) => profile.userId)?.userId ?? null,
    latest,
    firstTouch: members.find((profile) => profile.firstTouch)?.firstTouch ?? null,
    lastTouch: bySeen.find((profile) => profile.lastTouch)?.lastTouch ?? null,
    isBot: members.every((profile) => profile.isBot),
  };
}
