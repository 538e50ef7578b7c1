import type { Operation } from "../core/operation";
import { customerOperations } from "../customers/operations";

/** Everything that the API offers, in the order of its reference. */
export const operations: readonly Operation[] = [...customerOperations];
