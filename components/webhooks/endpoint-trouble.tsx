import { SideCard } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { Link } from "@/components/ui/link";
import type { Endpoint } from "@/lib/webhooks/queries";

/** Endpoints that somebody must look at, beside what else waits. Nothing where all are well. */
export async function EndpointTrouble({
  load,
  hrefOf,
}: {
  load: () => Promise<Endpoint[]>;
  hrefOf: (endpointId: string) => string;
}) {
  const troubled = await load();
  if (troubled.length === 0) return null;
  return (
    <SideCard title="Webhook endpoints">
      <ul className="grid gap-2.5">
        {troubled.map(({ id, url, state, failingSince, stateSince }) => (
          <li key={id} className="min-w-0 wrap-anywhere">
            <Link href={hrefOf(id)} className="hover:underline">
              {state === "disabled" ? "Disabled: " : "Failing: "}
              <bdi>{url}</bdi>
            </Link>
            <span className="block text-xs text-text-muted">
              since{" "}
              <Time value={state === "disabled" ? stateSince : (failingSince ?? stateSince)} format="full" />
            </span>
          </li>
        ))}
      </ul>
    </SideCard>
  );
}
