import { Fact, Facts } from "@/components/shell/facts";
import { Money } from "@/components/shell/money";
import { SideCard } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { Link } from "@/components/ui/link";
import type { SubscriptionView } from "@/lib/subscriptions/view";
import { mainOf } from "./access-verdict";
import { StatusBadges } from "./status-badges";
import { nextWords, periodWords } from "./words";

export const nextCheckLabels = ["Price point", "Status", "Price", "Next check"];

/** The subscription that says most, and when it is looked at next. */
export async function NextCheckCard({
  load,
  href,
}: {
  load: () => Promise<SubscriptionView[]>;
  /** The customer's subscriptions. */
  href: string;
}) {
  const views = await load();
  const view = mainOf(views);
  return (
    <SideCard
      title="Subscription"
      tools={
        views.length > 0 && (
          <Link href={href} className="link text-xs font-normal">
            {views.length} in all
          </Link>
        )
      }
    >
      {view ? (
        <Facts>
          <Fact label="Price point">{view.pricePoint}</Fact>
          <Fact label="Status">
            <StatusBadges statuses={view.statuses} />
          </Fact>
          <Fact label="Price">
            <Money {...view.price} /> {periodWords(view.period)}
          </Fact>
          <Fact label="Next check" note={nextWords(view)}>
            {view.nextCheckAt ? <Time value={view.nextCheckAt} format="full" /> : "None"}
          </Fact>
        </Facts>
      ) : (
        <p className="text-text-muted">None yet</p>
      )}
    </SideCard>
  );
}
