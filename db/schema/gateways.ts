import { sql } from "drizzle-orm";
import {
  char,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { id, instant, money, moneyCheck, projectId } from "../columns";

/**
 * The sandbox gateway's own books, as a bank would keep them elsewhere: written in transactions of its own, read by us
 * through the gateway alone.
 */
export const sandboxCharges = pgTable(
  "sandbox_charges",
  {
    projectId: projectId(),
    id: id(),
    idempotencyKey: text().notNull(),
    reference: text().notNull(),
    card: text().notNull(),
    ...money(),
    state: text({ enum: ["succeeded", "declined", "action_required"] }).notNull(),
    declineCode: text(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("sandbox_charges_key_key").on(t.projectId, t.idempotencyKey),
    index("sandbox_charges_reference_idx").on(t.projectId, t.reference),
    moneyCheck("sandbox_charges", t),
    check("sandbox_charges_amount_check", sql`${t.amountMinor} > 0`),
    check("sandbox_charges_state_check", sql`${t.state} in ('succeeded', 'declined', 'action_required')`),
  ],
);

export const sandboxRefunds = pgTable(
  "sandbox_refunds",
  {
    projectId: projectId(),
    id: id(),
    chargeId: uuid().notNull(),
    idempotencyKey: text().notNull(),
    reference: text().notNull(),
    ...money(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("sandbox_refunds_key_key").on(t.projectId, t.idempotencyKey),
    index("sandbox_refunds_charge_idx").on(t.projectId, t.chargeId),
    foreignKey({
      name: "sandbox_refunds_charge_fk",
      columns: [t.projectId, t.chargeId],
      foreignColumns: [sandboxCharges.projectId, sandboxCharges.id],
    }).onDelete("restrict"),
    moneyCheck("sandbox_refunds", t),
    check("sandbox_refunds_amount_check", sql`${t.amountMinor} > 0`),
  ],
);

/** Dollars for one unit of a currency on a day, as decimal text. The same for every project. */
export const fxRates = pgTable(
  "fx_rates",
  {
    day: date({ mode: "string" }).notNull(),
    currency: char({ length: 3 }).notNull(),
    rate: text().notNull(),
    source: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.currency, t.day] }),
    check("fx_rates_rate_check", sql`${t.rate} ~ '^[0-9]+([.][0-9]+)?$'`),
  ],
);

/** Switches of the whole instance, such as `charging`; a row means off since then. */
export const instanceSwitches = pgTable("instance_switches", {
  name: text().primaryKey(),
  offSince: instant().notNull(),
  reason: text().notNull(),
});
