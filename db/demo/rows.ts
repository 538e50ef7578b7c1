import type { attributeChanges, attributes } from "../schema/attributes";
import type {
  entitlements,
  offerings,
  packages,
  pricePoints,
  pricePointVersions,
  productEntitlements,
  products,
} from "../schema/catalogue";
import type { domainEvents } from "../schema/events";
import type { funnels } from "../schema/funnels";
import type { sandboxCharges, sandboxRefunds } from "../schema/gateways";
import type { mergedProfiles, merges } from "../schema/identity";
import type { notes, noteVersions } from "../schema/notes";
import type { chargeAttempts, orders } from "../schema/orders";
import type {
  consents,
  profileFunnels,
  profileIdentifiers,
  profileIntegrations,
  profiles,
} from "../schema/profiles";
import type { sessionAnswers, sessionEvents, sessions } from "../schema/sessions";
import type { paymentMethods, subscriptions } from "../schema/subscriptions";
import type { tags } from "../schema/tags";
import type { disputes, refunds, transactions } from "../schema/transactions";

/** What one batch of customers is made of, by table, in an order that foreign keys accept. */
export type Rows = {
  funnels: (typeof funnels.$inferSelect)[];
  profiles: (typeof profiles.$inferSelect)[];
  sessions: (typeof sessions.$inferSelect)[];
  session_events: (typeof sessionEvents.$inferSelect)[];
  session_answers: (typeof sessionAnswers.$inferSelect)[];
  profile_funnels: (typeof profileFunnels.$inferSelect)[];
  profile_integrations: (typeof profileIntegrations.$inferSelect)[];
  profile_identifiers: (typeof profileIdentifiers.$inferSelect)[];
  attributes: (typeof attributes.$inferSelect)[];
  attribute_changes: (typeof attributeChanges.$inferSelect)[];
  notes: (typeof notes.$inferSelect)[];
  note_versions: (typeof noteVersions.$inferSelect)[];
  tags: (typeof tags.$inferSelect)[];
  consents: (typeof consents.$inferSelect)[];
  domain_events: (typeof domainEvents.$inferSelect)[];
  merges: (typeof merges.$inferSelect)[];
  merged_profiles: (typeof mergedProfiles.$inferSelect)[];
  products: (typeof products.$inferSelect)[];
  entitlements: (typeof entitlements.$inferSelect)[];
  product_entitlements: (typeof productEntitlements.$inferSelect)[];
  price_points: (typeof pricePoints.$inferSelect)[];
  price_point_versions: (typeof pricePointVersions.$inferSelect)[];
  offerings: (typeof offerings.$inferSelect)[];
  packages: (typeof packages.$inferSelect)[];
  payment_methods: (typeof paymentMethods.$inferSelect)[];
  subscriptions: (typeof subscriptions.$inferSelect)[];
  orders: (typeof orders.$inferSelect)[];
  charge_attempts: (typeof chargeAttempts.$inferSelect)[];
  sandbox_charges: (typeof sandboxCharges.$inferSelect)[];
  sandbox_refunds: (typeof sandboxRefunds.$inferSelect)[];
  transactions: (typeof transactions.$inferSelect)[];
  refunds: (typeof refunds.$inferSelect)[];
  disputes: (typeof disputes.$inferSelect)[];
};

export type TableName = keyof Rows;

export function noRows(): Rows {
  return {
    funnels: [],
    profiles: [],
    sessions: [],
    session_events: [],
    session_answers: [],
    profile_funnels: [],
    profile_integrations: [],
    profile_identifiers: [],
    attributes: [],
    attribute_changes: [],
    notes: [],
    note_versions: [],
    tags: [],
    consents: [],
    domain_events: [],
    merges: [],
    merged_profiles: [],
    products: [],
    entitlements: [],
    product_entitlements: [],
    price_points: [],
    price_point_versions: [],
    offerings: [],
    packages: [],
    payment_methods: [],
    subscriptions: [],
    orders: [],
    charge_attempts: [],
    sandbox_charges: [],
    sandbox_refunds: [],
    transactions: [],
    refunds: [],
    disputes: [],
  };
}
