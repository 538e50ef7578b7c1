import { z } from "zod";
import type { Environment, InboundProvider } from "../../db/columns";

export type IntegrationProvider = InboundProvider;
export const providers = [
  "stripe",
  "paypal",
  "revenuecat",
  "adapty",
  "funnelfox",
  "funnelfox-billing",
] as const satisfies IntegrationProvider[];
export const providerNames: Record<IntegrationProvider, string> = {
  stripe: "Stripe",
  paypal: "PayPal",
  revenuecat: "RevenueCat",
  adapty: "Adapty",
  funnelfox: "FunnelFox",
  "funnelfox-billing": "FunnelFox Billing",
};

/** Which customers: every field that is set must hold; several funnels or integrations mean any of them. */
export type CustomerFilter = {
  environment: Environment;
  emailPart: string | null;
  /** Aliases. */
  funnels: string[];
  integrations: IntegrationProvider[];
  /** Only those who have allowed no purpose, or taken it back. */
  notOptedIn: boolean;
  /** Values by key, all of which must be there. */
  attributes: Record<string, string>;
  /** Any of them. */
  tags: string[];
  /** The first visit: days in UTC, both included, or moments, of which the later is not included. */
  from: string | null;
  to: string | null;
};

export type CustomerSort = { by: "created" | "seen"; isAscending: boolean };

export const optionalColumns = [
  "user",
  "country",
  "seen",
  "sessions",
  "first-funnel",
  "last-funnel",
  "source",
  "campaign",
] as const;
export type OptionalColumn = (typeof optionalColumns)[number];

export const pageSizes = [25, 50, 100] as const;
export type PageSize = (typeof pageSizes)[number];

/** The list as its address says it. */
export type CustomerList = {
  filter: CustomerFilter;
  sort: CustomerSort;
  size: PageSize;
  columns: OptionalColumn[];
  cursor: string | null;
};

export const maxEmailPart = 254;
const maxChoices = 20;

const text = z
  .union([z.string(), z.array(z.string()).transform((all) => all.join(","))])
  .optional()
  .catch(undefined)
  .transform((value) => plainText(value ?? ""));

const words = text.transform((value) =>
  [...new Set(value.split(",").map((word) => word.trim()))]
    .filter((word) => word !== "")
    .slice(0, maxChoices),
);

/** `a,b` for short; where the parameter is there more than once, each holds one alias, commas included. */
const aliases = z
  .union([
    z.array(z.string()).min(2),
    z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat().join(",").split(",")),
  ])
  .optional()
  .catch(undefined)
  .transform((all) =>
    [...new Set((all ?? []).map((alias) => plainText(alias).trim()))]
      .filter((alias) => alias !== "" && alias.length <= 200)
      .slice(0, maxChoices),
  );

const mostAttributes = 5;

/** `attribute[goal]=sleep`, as the pairs of an address. Keys that no attribute can have are left out. */
function attributesIn(address: Record<string, unknown>): Record<string, string> {
  const pairs = Object.entries(address).flatMap(([name, value]) => {
    const key = /^attribute\[(\$?[a-zA-Z][a-zA-Z0-9_-]{0,39})\]$/.exec(name)?.[1];
    const [first] = [value].flat();
    const wanted = typeof first === "string" ? plainText(first) : "";
    return key && wanted !== "" && wanted.length <= 1_000 ? [[key, wanted] as const] : [];
  });
  return Object.fromEntries(pairs.slice(0, mostAttributes));
}

const day = text.transform((value) => (isDay(value) ? value : null));

/** Reads whatever an address holds; what makes no sense is left out, so that no address is an error. */
export const customerList = z
  // Not a record: in development Next hands pages an object that is not a plain one.
  .looseObject({})
  .transform((address) => ({ ...address, attributes: attributesIn(address) }))
  .pipe(
    z.object({
      attributes: z.record(z.string(), z.string()),
      tag: words,
      email: text.transform((value) => value.trim().slice(0, maxEmailPart) || null),
      funnel: aliases,
      consent: text.transform((value) => value === "none"),
      integration: words.transform((all) => providers.filter((provider) => all.includes(provider))),
      from: day,
      to: day,
      sort: text,
      preview: text,
      size: text.transform((value) => pageSizes.find((size) => String(size) === value) ?? 50),
      columns: words.transform((all) => optionalColumns.filter((column) => all.includes(column))),
      cursor: text.transform((value) => value || null),
    }),
  )
  .transform(
    ({
      attributes,
      tag,
      email,
      funnel,
      integration,
      consent,
      from,
      to,
      sort,
      preview,
      size,
      columns,
      cursor,
    }): CustomerList => ({
      filter: {
        environment: preview === "1" ? "preview" : "production",
        emailPart: email,
        funnels: funnel,
        integrations: integration,
        notOptedIn: consent,
        attributes,
        tags: tag,
        from,
        to,
      },
      sort: {
        by: sort.endsWith("seen") ? "seen" : "created",
        isAscending: sort === "seen" || sort === "created",
      },
      size,
      columns,
      cursor,
    }),
  );

/** Without NUL, which PostgreSQL refuses, and with lone surrogates replaced. */
function plainText(value: string): string {
  return value.replaceAll("\0", "").replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

function isDay(value: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
