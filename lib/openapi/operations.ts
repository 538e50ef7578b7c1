import { auditOperations } from "../audit/operations";
import { bulkOperations } from "../bulk/operations";
import type { Operation } from "../core/operation";
import { eventOperations } from "../customers/event-operations";
import { customerOperations } from "../customers/operations";
import { funnelOperations } from "../funnels/operations";
import { sessionOperations } from "../sessions/operations";
import { timelineOperations } from "../timeline/operations";

/** Everything that the API offers, in the order of its reference. */
export const operations: readonly Operation[] = [
  ...customerOperations,
  ...timelineOperations,
  ...sessionOperations,
  ...funnelOperations,
  ...eventOperations,
  ...auditOperations,
  ...bulkOperations,
];
