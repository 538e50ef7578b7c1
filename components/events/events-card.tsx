import { SideCard } from "@/components/shell/side-card";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time } from "@/components/shell/time";
import { Link } from "@/components/ui/link";
import { statusCode } from "@/components/webhooks/delivery-words";
import type { CustomerEvent } from "@/lib/webhooks/of-customer";

/** The last events of a customer beside their other facts, each with what became of it. */
export async function EventsCard({
  load,
  href,
  shownId,
}: {
  load: () => Promise<CustomerEvent[]>;
  href: string;
  shownId: (id: string) => string;
}) {
  const events = await load();
  return (
    <SideCard
      title="Webhook events"
      tools={
        <Link href={href} className="link font-normal">
          All
        </Link>
      }
    >
      {events.length === 0 ? (
        <p className="text-text-muted">None yet</p>
      ) : (
        <ol className="grid gap-1.5">
          {events.map(({ id, type, occurredAt, deliveries }) => (
            <li key={id} className="min-w-0">
              <Link href={`${href}?e=${shownId(id)}`} className="mono block truncate hover:underline">
                {type}
              </Link>
              <p className="flex flex-wrap items-center gap-x-2 text-xs leading-5 text-text-muted">
                <Time value={occurredAt} />
                {deliveries?.map((delivery) => (
                  <StatusBadge key={delivery.id} kind="delivery" code={statusCode(delivery)} />
                ))}
              </p>
            </li>
          ))}
        </ol>
      )}
    </SideCard>
  );
}
