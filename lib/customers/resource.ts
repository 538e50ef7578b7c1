import { z } from "zod";
import { type Environment, environments, inboundProviders } from "../../db/columns";
import type { Touch } from "../../db/schema/profiles";
import { showId } from "../core/ids";
import { maskedUrl } from "../core/masked-url";
import { instant, resource } from "../core/resource";
import type { Identifier } from "../search/identifiers";
import type { Customer } from "./customer";
import type { Attribute, Integration } from "./facts";
import type { CustomerRow } from "./rows";

const devices = ["phone", "tablet", "desktop", "other"] as const;

export const touchResource = resource("Touch", {
  source: z.string().nullable(),
  medium: z.string().nullable(),
  campaign: z.string().nullable(),
  term: z.string().nullable(),
  content: z.string().nullable(),
  clickIds: z.record(z.string(), z.string()),
  referrer: z.string().nullable(),
  url: z.string(),
  at: instant,
});

export const customerSummaryResource = resource("CustomerSummary", {
  id: z.string(),
  environment: z.enum(environments),
  email: z.string().nullable(),
  userId: z.string().nullable(),
  country: z.string().nullable(),
  device: z.enum(devices),
  browser: z.string().nullable(),
  os: z.string().nullable(),
  integrations: z.array(z.enum(inboundProviders)),
  createdAt: instant,
  lastSeenAt: instant,
});

export const customerResource = resource("Customer", {
  id: z.string().describe("The canonical profile id, the same before and after merges."),
  merged_into: z
    .string()
    .nullable()
    .describe("Set when the id asked for was merged into this customer: the same as `id`."),
  profileIds: z.array(z.string()).describe("Every profile read as this customer, the oldest first."),
  environment: z.enum(environments),
  email: z.string().nullable(),
  userId: z.string().nullable(),
  identifiers: z.array(
    z.strictObject({
      kind: z.enum(["email", "user_id", "app_user_id", "provider_customer_id"]),
      value: z.string(),
      profileId: z.string(),
      firstSeenAt: instant,
      lastSeenAt: instant,
    }),
  ),
  attributes: z.record(z.string(), z.string()),
  integrations: z.array(z.enum(inboundProviders)),
  country: z.string().nullable(),
  language: z.string().nullable(),
  timezone: z.string().nullable(),
  device: z.enum(devices),
  browser: z.string().nullable(),
  os: z.string().nullable(),
  userAgent: z.string().nullable(),
  firstTouch: touchResource.nullable(),
  lastTouch: touchResource.nullable(),
  isBot: z.boolean(),
  createdAt: instant,
  lastSeenAt: instant,
});

export function showCustomerSummary(
  row: CustomerRow,
  environment: Environment,
): z.input<typeof customerSummaryResource> {
  return {
    id: showId("profile", row.id),
    environment,
    email: row.email,
    userId: row.userId,
    country: row.country,
    device: row.device,
    browser: row.browser,
    os: row.os,
    integrations: row.integrations,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  };
}

export type CustomerParts = {
  identifiers: Identifier[];
  attributes: Attribute[];
  integrations: Integration[];
};

/** `askedFor` is the id in the address. */
export function showCustomer(
  customer: Customer,
  parts: CustomerParts,
  askedFor: string,
): z.input<typeof customerResource> {
  const { latest } = customer;
  const id = showId("profile", customer.id);
  const profileIds = customer.profileIds.map((each) => showId("profile", each));
  return {
    id,
    merged_into: askedFor !== id && profileIds.includes(askedFor) ? id : null,
    profileIds,
    environment: customer.environment,
    email: customer.email,
    userId: customer.userId,
    identifiers: parts.identifiers.map(({ kind, value, profileId, firstSeenAt, lastSeenAt }) => ({
      kind,
      value,
      profileId: showId("profile", profileId),
      firstSeenAt: firstSeenAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    })),
    attributes: Object.fromEntries(parts.attributes.map(({ key, value }) => [key, value])),
    integrations: parts.integrations.map(({ provider }) => provider),
    country: latest.country,
    language: latest.language,
    timezone: latest.timezone,
    device: latest.device,
    browser: latest.browser,
    os: latest.os,
    userAgent: latest.userAgent,
    firstTouch: showTouch(customer.firstTouch),
    lastTouch: showTouch(customer.lastTouch),
    isBot: customer.isBot,
    createdAt: customer.createdAt.toISOString(),
    lastSeenAt: customer.lastSeenAt.toISOString(),
  };
}

export function showTouch(touch: Touch | null): z.input<typeof touchResource> | null {
  if (!touch) return null;
  return {
    source: touch.source ?? null,
    medium: touch.medium ?? null,
    campaign: touch.campaign ?? null,
    term: touch.term ?? null,
    content: touch.content ?? null,
    clickIds: touch.clickIds ?? {},
    referrer: touch.referrer === undefined ? null : maskedUrl(touch.referrer),
    url: maskedUrl(touch.url),
    at: new Date(touch.at).toISOString(),
  };
}
