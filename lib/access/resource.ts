import { z } from "zod";
import { showId } from "../core/ids";
import { instant, resource } from "../core/resource";
import type { Entitlement } from "../entitlements/queries";
import { actorResource, showActor } from "../events/resource";
import type { Access, Source } from "./access";
import type { Grant } from "./queries";

const named = z.strictObject({ id: z.string(), key: z.string(), name: z.string() });
const until = instant.nullable().describe("When it ends, renews or ended. Null lasts for life.");

const sourceResource = resource("AccessSource", {
  kind: z.enum(["subscription", "one_off", "grant"]),
  id: z.string().describe("Of the subscription (sub_…), the order (ord_…) or the grant (grt_…)."),
  isActive: z.boolean(),
  until,
  renews: z.boolean().describe("At `until` it goes on by itself."),
  words: z.string().describe("Why it gives access, or why not, in a sentence."),
});

export const accessResource = resource("Access", {
  entitlement: named,
  isActive: z.boolean(),
  until,
  renews: z.boolean(),
  because: sourceResource.describe("What lasts the longest, or ended last."),
  sources: z.array(sourceResource),
});

export const grantResource = resource("Grant", {
  id: z.string(),
  customer: z.string(),
  entitlement: named,
  startsAt: instant,
  expiresAt: instant.nullable().describe("Null lasts for life."),
  revokedAt: instant.nullable(),
  transferredFrom: z.string().nullable().describe("The grant of another customer that it goes on with."),
  actor: actorResource,
  actorName: z.string(),
  createdAt: instant,
});

export function showAccess(access: Access<Entitlement>): z.input<typeof accessResource> {
  return {
    entitlement: showNamed(access.entitlement),
    isActive: access.isActive,
    until: access.until?.toISOString() ?? null,
    renews: access.renews,
    because: showSource(access.because),
    sources: access.sources.map(showSource),
  };
}

export function showGrant(grant: Grant): z.input<typeof grantResource> {
  return {
    id: showId("grant", grant.id),
    customer: showId("profile", grant.profileId),
    entitlement: showNamed(grant.entitlement),
    startsAt: grant.startsAt.toISOString(),
    expiresAt: grant.expiresAt?.toISOString() ?? null,
    revokedAt: grant.revokedAt?.toISOString() ?? null,
    transferredFrom: grant.transferredFrom && showId("grant", grant.transferredFrom),
    actor: showActor(grant),
    actorName: grant.actorName,
    createdAt: grant.createdAt.toISOString(),
  };
}

const idKinds = { subscription: "subscription", one_off: "order", grant: "grant" } as const;

function showSource({ kind, id, isActive, until, renews, words }: Source) {
  return {
    kind,
    id: showId(idKinds[kind], id),
    isActive,
    until: until?.toISOString() ?? null,
    renews,
    words,
  };
}

function showNamed({ id, key, name }: Entitlement) {
  return { id: showId("entitlement", id), key, name };
}
