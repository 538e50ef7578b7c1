import { and, eq, inArray } from "drizzle-orm";
import { profiles } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId, showId } from "../core/ids";
import { findByOwnName } from "../search/exact";
import { type Customer, findCustomer } from "./customer";

/** The customer of a profile id, a user id or an alias. Two customers of one name are a `conflict` that names both. */
export async function getCustomerByAnyId(ctx: Ctx, text: string): Promise<Customer> {
  const profileId = findId("profile", text);
  const byProfile = profileId && (await findCustomer(ctx, profileId));
  if (byProfile) return byProfile;
  const [only, ...others] = await customersNamed(ctx, text);
  if (!only) throw new AppError("not_found", "There is no such customer");
  if (others.length > 0) {
    const ids = [only, ...others].map((id) => showId("profile", id)).sort();
    const message = `Several customers have this id: ${ids.join(", ")}. Name one of them, or merge them.`;
    throw new AppError("conflict", message, { customer: ids.join(", ") });
  }
  const customer = await findCustomer(ctx, only);
  if (!customer) throw new AppError("not_found", "There is no such customer");
  return customer;
}

async function customersNamed(ctx: Ctx, text: string): Promise<string[]> {
  const profileIds = await findByOwnName(ctx, text);
  if (profileIds.length === 0) return [];
  const rows = await read(ctx, (tx) =>
    tx
      .selectDistinct({ customerId: profiles.customerId })
      .from(profiles)
      .where(and(eq(profiles.projectId, ctx.projectId), inArray(profiles.id, profileIds))),
  );
  return rows.map((row) => row.customerId);
}
