import { Nothing } from "@/components/shell/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { SubscriptionView } from "@/lib/subscriptions/view";
import { type CardParts, SubscriptionCard } from "./subscription-card";

/** All subscriptions of a customer: those that run first. */
export async function SubscriptionCards({
  load,
}: {
  load: () => Promise<(CardParts & { view: SubscriptionView })[]>;
}) {
  const cards = await load();
  if (cards.length === 0) return <Nothing>No subscription yet. What is bought will appear here.</Nothing>;
  return (
    <div className="grid gap-4 px-(--gutter) py-4">
      {cards.map((card) => (
        <SubscriptionCard key={card.view.id} {...card} />
      ))}
    </div>
  );
}

export function CardsSkeleton() {
  return (
    <div aria-busy className="px-(--gutter) py-4">
      <div className="grid gap-4 rounded-lg border border-border px-4 py-4">
        {["w-2/5", "w-3/5", "w-1/2", "w-2/3", "w-1/3"].map((width) => (
          <Skeleton key={width} className={`h-2.5 ${width}`} />
        ))}
      </div>
    </div>
  );
}
