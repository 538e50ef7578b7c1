import { sql } from "drizzle-orm";
import {
  bigint,
  char,
  check,
  customType,
  type PgColumn,
  smallint,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

/** First column of every tenant table and first in each of its keys. */
export const projectId = () => uuid().notNull();
export const id = () => uuid().notNull();
export const instant = () => timestamp({ withTimezone: true, mode: "date" });
export const country = () => char({ length: 2 });
export const environment = () => text({ enum: environments }).notNull();

/** What a browser says of itself, and the country of its address. */
export const visitorDevice = () => ({
  userAgent: text(),
  browser: text(),
  browserVersion: text(),
  os: text(),
  osVersion: text(),
  device: text({ enum: devices }).notNull(),
  country: country(),
  language: text(),
  timezone: text(),
});

const actorKinds = ["user", "api_key", "system", "provider", "visitor"] as const;

/** Who did it: the kind, and the id of the user, key, job, integration or profile. */
export const actor = () => ({ actorKind: text({ enum: actorKinds }).notNull(), actorId: text().notNull() });

export const actorCheck = (table: string, t: { actorKind: PgColumn }) =>
  check(
    `${table}_actor_kind_check`,
    sql`${t.actorKind} in ('user', 'api_key', 'system', 'provider', 'visitor')`,
  );

const devices = ["phone", "tablet", "desktop", "other"] as const;
export type Device = (typeof devices)[number];

export const environments = ["production", "preview"] as const;
export type Environment = (typeof environments)[number];

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** Minor units of a currency, with the digits after the point that the currency had when the row was written. */
export const money = () => ({
  amountMinor: minor().notNull(),
  currency: char({ length: 3 }).notNull(),
  exponent: smallint().notNull(),
});
export const minor = () => bigint({ mode: "bigint" });

export const moneyCheck = (table: string, t: { currency: PgColumn; exponent: PgColumn }) =>
  check(`${table}_money_check`, sql`${t.currency} ~ '^[A-Z]{3}$' and ${t.exponent} between 0 and 4`);

/** Who takes the money, or keeps the subscription. */
export const paymentProviders = [
  "sandbox",
  "stripe",
  "paypal",
  "revenuecat",
  "adapty",
  "funnelfox",
  "funnelfox-billing",
] as const;
export type PaymentProvider = (typeof paymentProviders)[number];
export const provider = () => text({ enum: paymentProviders });

export const providerCheck = (table: string, t: { provider: PgColumn }) =>
  check(
    `${table}_provider_check`,
    sql`${t.provider} in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty', 'funnelfox', 'funnelfox-billing')`,
  );

/** Who sends events here. */
export const inboundProviders = [
  "stripe",
  "paypal",
  "revenuecat",
  "adapty",
  "funnelfox",
  "funnelfox-billing",
] as const;
export type InboundProvider = (typeof inboundProviders)[number];
export const inboundProvider = () => text({ enum: inboundProviders });

export const inboundProviderCheck = (table: string, t: { provider: PgColumn }) =>
  check(
    `${table}_provider_check`,
    sql`${t.provider} in ('stripe', 'paypal', 'revenuecat', 'adapty', 'funnelfox', 'funnelfox-billing')`,
  );

export const periodUnits = ["minutes", "days", "weeks", "months", "years"] as const;
export type PeriodUnit = (typeof periodUnits)[number];
export const periodUnit = () => text({ enum: periodUnits });
