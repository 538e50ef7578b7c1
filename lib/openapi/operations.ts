import { accessOperations } from "../access/operations";
import { attributeOperations } from "../attributes/operations";
import { auditOperations } from "../audit/operations";
import { bulkOperations } from "../bulk/operations";
import { consentOperations } from "../consents/operations";
import type { Operation } from "../core/operation";
import type { Permission } from "../core/permissions";
import { eventOperations } from "../customers/event-operations";
import { customerOperations } from "../customers/operations";
import { entitlementOperations } from "../entitlements/operations";
import { eventTypeOperations } from "../events/operations";
import { funnelOperations } from "../funnels/operations";
import { identityOperations } from "../identity/operations";
import { noteOperations } from "../notes/operations";
import { offeringOverrideOperations } from "../offering-overrides/operations";
import { offeringOperations } from "../offerings/operations";
import { pricePointOperations } from "../price-points/operations";
import { privacyOperations } from "../privacy/operations";
import { productOperations } from "../products/operations";
import { sessionOperations } from "../sessions/operations";
import { subscriptionListOperations } from "../subscription-list/operations";
import { subscriptionOperations } from "../subscriptions/operations";
import { supportOperations } from "../support/operations";
import { tagOperations } from "../tags/operations";
import { timelineOperations } from "../timeline/operations";
import { transactionOperations } from "../transactions/operations";
import { deliveryOperations } from "../webhooks/delivery-operations";
import { customerEventOperations } from "../webhooks/event-operations";
import { webhookEndpointOperations } from "../webhooks/operations";

/** Everything that the API offers, in the order of its reference. */
export const operations: readonly Operation[] = [
  ...customerOperations,
  ...identityOperations,
  ...noteOperations,
  ...attributeOperations,
  ...tagOperations,
  ...timelineOperations,
  ...sessionOperations,
  ...funnelOperations,
  ...subscriptionOperations,
  ...subscriptionListOperations,
  ...transactionOperations,
  ...supportOperations,
  ...eventOperations,
  ...customerEventOperations,
  ...eventTypeOperations,
  ...webhookEndpointOperations,
  ...deliveryOperations,
  ...consentOperations,
  ...productOperations,
  ...pricePointOperations,
  ...entitlementOperations,
  ...offeringOperations,
  ...accessOperations,
  ...offeringOverrideOperations,
  ...privacyOperations,
  ...auditOperations,
  ...bulkOperations,
];

/** What a key can be given: the scopes that operations ask for. */
export const apiScopes: Permission[] = [...new Set(operations.map((operation) => operation.scope))];
