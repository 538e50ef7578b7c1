import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { profiles } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { type IdKind, showId } from "../core/ids";
import { findByIdentifier, type IdentifierHit, listMatched } from "../search/find";
import { findByPayment, findPaymentJumps, type PaymentHit } from "../search/find-payments";
import { findJumps } from "../search/jumps";
import { parseQuery, type SearchQuery } from "../search/query";
import { type Customer, customerOf, listActiveMerges } from "./customer";

export type CustomerHit = {
  /** Shown id of the customer. */
  id: string;
  email: string | null;
  userId: string | null;
  field: IdentifierHit["kind"] | PaymentHit["kind"] | "id";
  /** The identifier that matched, as it was given; of a payment, the card or the amount. */
  value: string;
  match: IdentifierHit["match"];
  isPreview: boolean;
};

/** Something else that was named by its id. */
export type JumpHit = {
  kind: IdKind;
  id: string;
  title: string | null;
  /** Whose it is. */
  customer: { id: string; email: string | null; userId: string | null } | null;
  /** Its page, below the project. */
  path: string;
};

export type Found = {
  customers: CustomerHit[];
  jumps: JumpHit[];
  /** False where the text was too vague to look for in all names, so that only the newest emails were. */
  isWhole: boolean;
  query: Pick<SearchQuery, "text" | "part" | "values" | "form" | "site">;
};

const mostHits = 8;

/** Whatever a person quoted: the things that it names by id, and the customers whose names match it, the closest first. */
export async function search(ctx: Ctx, typed: string): Promise<Found> {
  const { ids, payment, ...query } = parseQuery(typed);
  return read(ctx, async (tx) => {
    const [named, payments, payers] = await Promise.all([
      findJumps(tx, ctx, { ids }),
      findPaymentJumps(tx, ctx, payment),
      findByPayment(tx, ctx, payment),
    ]);
    const jumps = [...named, ...payments];
    const own = ids.flatMap(({ kind, id }) => (kind === "profile" ? id : []));
    const { hits, isWhole } = await findByIdentifier(tx, ctx, query, mostHits * 3);
    const paid = payers.slice(0, mostHits * 2);
    const profileIds = [
      ...own,
      ...paid.map((hit) => hit.profileId),
      ...hits.map((hit) => hit.profileId),
      ...jumps.flatMap((jump) => jump.profileId ?? []),
    ];
    const customers = await customersOf(tx, ctx, profileIds);
    const matched = await listMatched(
      tx,
      ctx,
      query,
      hits.map((hit) => hit.profileId).filter((id) => customers.has(id)),
    );
    const byId = own.map((profileId): Hit => ({ profileId, kind: "id", match: "whole" }));
    const paying = paid.map(({ profileId, kind }): Hit => ({ profileId, kind, match: "whole" }));
    const known = [...matched, ...paid];
    const wholes = hits.filter(({ match }) => match === "whole");
    const others = hits.filter(({ match }) => match !== "whole");
    return {
      customers: hitsOf([...byId, ...wholes, ...paying, ...others], customers, (hit) =>
        hit.kind === "id"
          ? showId("profile", hit.profileId)
          : (known.find(({ profileId, kind }) => profileId === hit.profileId && kind === hit.kind)?.value ??
            null),
      ),
      jumps: jumps.flatMap(({ path, profileId, ...jump }) => {
        const customer = profileId === null ? undefined : customers.get(profileId);
        const shown = customer && {
          id: showId("profile", customer.id),
          email: customer.email,
          userId: customer.userId,
        };
        return { ...jump, customer: shown ?? null, path: path(shown?.id ?? "") };
      }),
      isWhole,
      query,
    };
  });
}

/** The customers alone, for those who pick one. */
export async function searchCustomers(ctx: Ctx, typed: string): Promise<CustomerHit[]> {
  return (await search(ctx, typed)).customers;
}

type Hit = Omit<IdentifierHit, "kind"> & { kind: CustomerHit["field"] };

function hitsOf(
  hits: Hit[],
  customers: ReadonlyMap<string, Customer>,
  value: (hit: Hit) => string | null,
): CustomerHit[] {
  const found = new Map<string, CustomerHit>();
  for (const hit of hits) {
    const customer = customers.get(hit.profileId);
    const matched = value(hit);
    if (!customer || matched === null || found.has(customer.id)) continue;
    found.set(customer.id, {
      id: showId("profile", customer.id),
      email: customer.email,
      userId: customer.userId,
      field: hit.kind,
      value: matched,
      match: hit.match,
      isPreview: customer.environment === "preview",
    });
  }
  return [...found.values()].slice(0, mostHits);
}

/** The customer of each profile, whichever of the joined ones it is. Unknown and foreign ids are left out. */
async function customersOf(tx: Transaction, ctx: Ctx, profileIds: string[]): Promise<Map<string, Customer>> {
  if (profileIds.length === 0) return new Map();
  const own = eq(profiles.projectId, ctx.projectId);
  const named = await tx
    .selectDistinct({ customerId: profiles.customerId })
    .from(profiles)
    .where(and(own, inArray(profiles.id, profileIds)));
  if (named.length === 0) return new Map();
  const members = await tx
    .select()
    .from(profiles)
    .where(
      and(
        own,
        inArray(
          profiles.customerId,
          named.map((row) => row.customerId),
        ),
      ),
    )
    .orderBy(profiles.createdAt, profiles.id);
  const merges = members.length > named.length ? await listActiveMerges(tx, ctx, members) : [];
  const found = new Map<string, Customer>();
  for (const { customerId } of named) {
    const group = members.filter((profile) => profile.customerId === customerId);
    const held = merges.filter(({ mergedId }) => group.some((profile) => profile.id === mergedId));
    const customer = customerOf(group, held);
    if (customer) for (const profile of group) found.set(profile.id, customer);
  }
  return found;
}
