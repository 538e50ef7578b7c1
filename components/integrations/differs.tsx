import { Suspense } from "react";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import type { InboundProvider } from "@/db/columns";
import type { Differences, DifferentField, DifferentValue } from "@/lib/inbound-events/provider-differences";

type Load = () => Promise<Differences>;

/** On a card: nothing where nothing differs. */
export function DiffersBadge({ load, provider }: { load: Load; provider: InboundProvider }) {
  return (
    <CardBoundary what="What differs">
      <Suspense>
        <Counted load={load} provider={provider} />
      </Suspense>
    </CardBoundary>
  );
}

async function Counted({ load, provider }: { load: Load; provider: InboundProvider }) {
  const { found, isTooMany } = await load();
  const count = found.filter((each) => each.provider === provider).length;
  if (count === 0) return isTooMany && <p className="text-text-muted">Too many to compare all</p>;
  return (
    <p>
      <Badge hue="amber" loud tip="Subscriptions here that are not what the provider said last">
        {count.toLocaleString("en")} {count === 1 ? "differs" : "differ"}
      </Badge>
    </p>
  );
}

/** What the provider says beside what stands here, where they disagree. */
export function Differs({
  name,
  ...list
}: {
  /** Of the provider. */
  name: string;
  load: Load;
  hrefOf: (subscriptionId: string) => string;
}) {
  return (
    <section className="grid gap-3 border-t border-border-subtle pt-5" aria-labelledby="differs">
      <h2 id="differs" className="text-md font-semibold">
        Differs from {name}
      </h2>
      <CardBoundary what="What differs">
        <Suspense fallback={<Skeleton className="h-10 w-full" />}>
          <DiffersList name={name} {...list} />
        </Suspense>
      </CardBoundary>
    </section>
  );
}

const mostShown = 50;

async function DiffersList({
  name,
  load,
  hrefOf,
}: {
  name: string;
  load: Load;
  hrefOf: (subscriptionId: string) => string;
}) {
  const { found, compared, untold, isTooMany } = await load();
  const told = compared - untold;
  return (
    <>
      <p className="text-text-secondary">
        {isTooMany && `Too many to compare: only the newest ${compared.toLocaleString("en")} were. `}
        {sentence(name, found.length, told)}
        {untold > 0 && told > 0 && ` It has said nothing yet of ${untold.toLocaleString("en")} more.`}
      </p>
      {found.length > 0 && (
        <ul className="grid divide-y divide-border-subtle overflow-hidden rounded-lg border border-border bg-surface">
          {found.slice(0, mostShown).map(({ subscriptionId, providerSubscriptionId, fields }) => (
            <li key={subscriptionId} className="grid gap-1 px-3 py-2.5">
              <Link href={hrefOf(subscriptionId)} className="link mono w-fit max-w-full wrap-anywhere">
                {providerSubscriptionId}
              </Link>
              <dl className="grid gap-1">
                {fields.map((field) => (
                  <Field key={field.name} field={field} name={name} />
                ))}
              </dl>
            </li>
          ))}
        </ul>
      )}
      {found.length > mostShown && <p className="text-text-muted">The newest {mostShown} are shown.</p>}
    </>
  );
}

function sentence(name: string, differing: number, told: number): string {
  if (told === 0) return `${name} has told of no subscription that runs, so there is nothing to compare.`;
  const all = told.toLocaleString("en");
  if (differing === 0)
    return told === 1
      ? `The subscription that runs is as ${name} said last.`
      : `All ${all} subscriptions that run are as ${name} said last.`;
  return `${differing.toLocaleString("en")} of ${all} running subscriptions ${differing === 1 ? "is" : "are"} not what ${name} said last.`;
}

const labels: Record<DifferentField["name"], string> = {
  status: "Phase",
  autoRenew: "Auto-renew",
  periodEnd: "Period ends",
  dunning: "Dunning",
};

function Field({ field: { name, ours, theirs }, name: provider }: { field: DifferentField; name: string }) {
  return (
    <div className="grid gap-x-3 sm:grid-cols-[7rem_minmax(0,1fr)]">
      <dt className="text-text-muted">{labels[name]}</dt>
      <dd className="flex min-w-0 flex-wrap gap-x-4">
        <span>
          <span className="text-text-muted">Here</span> <Value value={ours} />
        </span>
        <span>
          <span className="text-text-muted">{provider}</span> <Value value={theirs} />
        </span>
      </dd>
    </div>
  );
}

function Value({ value }: { value: DifferentValue }) {
  if (value instanceof Date) return <Time value={value} format="full" />;
  if (typeof value === "boolean") return value ? "On" : "Off";
  return value === null ? "none" : value;
}
