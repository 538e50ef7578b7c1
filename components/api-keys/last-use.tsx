"use client";

import { LiveTime } from "@/components/shell/live-time";
import { TriangleAlert } from "@/components/ui/icons";

/** Before a key is taken away: whether something still uses it. */
export function LastUse({ lastUsedAt }: { lastUsedAt: Date | null }) {
  if (!lastUsedAt) return <p className="text-text-secondary">It was never used.</p>;
  return (
    <p className="flex items-baseline gap-2 rounded-lg bg-amber-bg px-3 py-2.5 text-amber-fg">
      <TriangleAlert aria-hidden className="relative top-0.5 size-3.5 flex-none" />
      <span>
        Used <LiveTime value={lastUsedAt} />. Whatever uses it stops working when it ends.
      </span>
    </p>
  );
}
