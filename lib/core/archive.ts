import { isNotNull, isNull, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";

/** Lists of what can be archived: only what is in use, unless the other half is asked for. */
export const archiveQuery = z.strictObject({
  archived: z.enum(["false", "true"]).default("false").describe("true lists what was archived instead."),
});

export function whereArchived(archivedAt: PgColumn, archived: boolean): SQL {
  return archived ? isNotNull(archivedAt) : isNull(archivedAt);
}
