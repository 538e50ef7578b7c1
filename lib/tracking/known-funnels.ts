import type { funnels } from "@/db/schema/funnels";
import type { StoredRow } from "@/lib/core/rows";
import { touchEveryMs } from "./profile-draft";

type FunnelRow = StoredRow<typeof funnels>;

export type KnownFunnels = ReturnType<typeof createKnownFunnels>;

/**
 * The funnels that this process has seen in the last minute. Every visit of a campaign names the same one: writing its row
 * each time would make all groups wait for each other.
 */
export function createKnownFunnels(most = 10_000) {
  const known = new Map<string, FunnelRow>();
  const place = (projectId: string, funnelId: string) => `${projectId} ${funnelId}`;

  return {
    has(projectId: string, funnelId: string): boolean {
      return known.has(place(projectId, funnelId));
    },
    unknownOf(projectId: string, rows: FunnelRow[]): FunnelRow[] {
      return rows.filter((row) => {
        const earlier = known.get(place(projectId, row.id));
        if (!earlier || (row.environment === "production" && earlier.environment === "preview")) return true;
        return row.lastSeenAt.getTime() - earlier.lastSeenAt.getTime() >= touchEveryMs;
      });
    },
    remember(projectId: string, rows: FunnelRow[]): void {
      if (known.size + rows.length > most) known.clear();
      for (const row of rows) known.set(place(projectId, row.id), row);
    },
    forget(): void {
      known.clear();
    },
  };
}
