import { sql } from "drizzle-orm";
import {
  boolean,
  char,
  check,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { actor, actorCheck, id, instant, minor, moneyCheck, periodUnit, projectId } from "../columns";
import { profiles } from "./profiles";

/** What is sold. A price point says for how much; its entitlements say what it opens. */
export const products = pgTable(
  "products",
  {
    projectId: projectId(),
    id: id(),
    name: text().notNull(),
    createdAt: instant().notNull(),
    archivedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    check("products_name_check", sql`char_length(${t.name}) between 1 and 80`),
  ],
);

/** Access, by the key that apps ask for. */
export const entitlements = pgTable(
  "entitlements",
  {
    projectId: projectId(),
    id: id(),
    key: text().notNull(),
    name: text().notNull(),
    createdAt: instant().notNull(),
    archivedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("entitlements_key_key").on(t.projectId, t.key),
    check("entitlements_key_check", sql`${t.key} ~ '^[-A-Za-z_0-9]{1,64}$'`),
    check("entitlements_name_check", sql`char_length(${t.name}) between 1 and 80`),
  ],
);

export const productEntitlements = pgTable(
  "product_entitlements",
  { projectId: projectId(), productId: uuid().notNull(), entitlementId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.projectId, t.productId, t.entitlementId] }),
    foreignKey({
      name: "product_entitlements_product_fk",
      columns: [t.projectId, t.productId],
      foreignColumns: [products.projectId, products.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "product_entitlements_entitlement_fk",
      columns: [t.projectId, t.entitlementId],
      foreignColumns: [entitlements.projectId, entitlements.id],
    }).onDelete("restrict"),
  ],
);

export const pricePointKinds = ["subscription", "lifetime", "consumable"] as const;
export const introTypes = ["no_intro", "free_trial", "paid_trial"] as const;

/** A price by the ident that checkouts name. What it costs stands in its versions: a change never alters what runs. */
export const pricePoints = pgTable(
  "price_points",
  {
    projectId: projectId(),
    id: id(),
    ident: text().notNull(),
    productId: uuid().notNull(),
    kind: text({ enum: pricePointKinds }).notNull(),
    currentVersion: integer().notNull(),
    createdAt: instant().notNull(),
    archivedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("price_points_ident_key").on(t.projectId, t.ident),
    foreignKey({
      name: "price_points_product_fk",
      columns: [t.projectId, t.productId],
      foreignColumns: [products.projectId, products.id],
    }).onDelete("restrict"),
    check(
      "price_points_ident_check",
      sql`${t.ident} ~ '^[-A-Za-z_0-9]+$' and char_length(${t.ident}) <= 256`,
    ),
    check("price_points_kind_check", sql`${t.kind} in ('subscription', 'lifetime', 'consumable')`),
  ],
);

/** The terms of a price point from one change to the next. Append-only by code. */
export const pricePointVersions = pgTable(
  "price_point_versions",
  {
    projectId: projectId(),
    pricePointId: uuid().notNull(),
    version: integer().notNull(),
    currency: char({ length: 3 }).notNull(),
    exponent: smallint().notNull(),
    /** Of each period, or once. */
    priceMinor: minor().notNull(),
    periodUnit: periodUnit(),
    periodCount: integer(),
    introType: text({ enum: introTypes }).notNull(),
    introPriceMinor: minor(),
    introUnit: periodUnit(),
    introCount: integer(),
    ...actor(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ name: "price_point_versions_pk", columns: [t.projectId, t.pricePointId, t.version] }),
    foreignKey({
      name: "price_point_versions_price_point_fk",
      columns: [t.projectId, t.pricePointId],
      foreignColumns: [pricePoints.projectId, pricePoints.id],
    }).onDelete("restrict"),
    moneyCheck("price_point_versions", t),
    actorCheck("price_point_versions", t),
    check("price_point_versions_price_check", sql`${t.priceMinor} > 0 and ${t.version} > 0`),
    check(
      "price_point_versions_period_check",
      sql`(${t.periodUnit} is null) = (${t.periodCount} is null) and ${t.periodUnit} in ('minutes', 'days', 'weeks', 'months', 'years') and ${t.periodCount} between 1 and 1000`,
    ),
    check(
      "price_point_versions_intro_check",
      sql`case ${t.introType}
        when 'no_intro' then ${t.introPriceMinor} is null and ${t.introUnit} is null and ${t.introCount} is null
        when 'free_trial' then ${t.introPriceMinor} is null and ${t.introUnit} is not null and ${t.introCount} between 1 and 1000 and ${t.periodUnit} is not null
        when 'paid_trial' then ${t.introPriceMinor} > 0 and ${t.introUnit} is not null and ${t.introCount} between 1 and 1000 and ${t.periodUnit} is not null
        else false end and ${t.introUnit} in ('minutes', 'days', 'weeks', 'months', 'years')`,
    ),
  ],
);

/** A set of packages for a paywall (RevenueCat's meaning). One of them is current. */
export const offerings = pgTable(
  "offerings",
  {
    projectId: projectId(),
    id: id(),
    key: text().notNull(),
    name: text().notNull(),
    isCurrent: boolean().notNull(),
    createdAt: instant().notNull(),
    archivedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("offerings_key_key").on(t.projectId, t.key),
    uniqueIndex("offerings_current_key").on(t.projectId).where(sql`is_current`),
    check("offerings_key_check", sql`${t.key} ~ '^[-A-Za-z_0-9]{1,64}$'`),
    check("offerings_name_check", sql`char_length(${t.name}) between 1 and 80`),
    check("offerings_current_check", sql`not (${t.isCurrent} and ${t.archivedAt} is not null)`),
  ],
);

export const packages = pgTable(
  "packages",
  {
    projectId: projectId(),
    offeringId: uuid().notNull(),
    key: text().notNull(),
    position: integer().notNull(),
    pricePointId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.offeringId, t.key] }),
    foreignKey({
      name: "packages_offering_fk",
      columns: [t.projectId, t.offeringId],
      foreignColumns: [offerings.projectId, offerings.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "packages_price_point_fk",
      columns: [t.projectId, t.pricePointId],
      foreignColumns: [pricePoints.projectId, pricePoints.id],
    }).onDelete("restrict"),
    check("packages_key_check", sql`${t.key} ~ '^[-$A-Za-z_0-9]{1,64}$'`),
  ],
);

/** The offering that one customer sees in place of the current one. */
export const offeringOverrides = pgTable(
  "offering_overrides",
  {
    projectId: projectId(),
    profileId: uuid().notNull(),
    offeringId: uuid().notNull(),
    ...actor(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.profileId] }),
    foreignKey({
      name: "offering_overrides_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "offering_overrides_offering_fk",
      columns: [t.projectId, t.offeringId],
      foreignColumns: [offerings.projectId, offerings.id],
    }).onDelete("restrict"),
    actorCheck("offering_overrides", t),
  ],
);
