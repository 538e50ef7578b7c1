import type { ReactNode } from "react";
import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { ErrorGroup } from "@/lib/inbound-events/queries";
import type { IntegrationDetail, RefusedRequests } from "@/lib/integrations/queries";
import { refusalFixes } from "./provider-words";
import { refusalWords } from "./refusal-words";

/** What came, what was refused, and what could not be applied, each with what mends it. */
export function Health({
  detail,
  eventsHref,
  refusals,
  groups,
}: {
  detail: IntegrationDetail;
  eventsHref: string;
  refusals: RefusedRequests[];
  /** Null where they are too many to count now. */
  groups: ErrorGroup[] | null;
}) {
  return (
    <section className="grid gap-3 border-t border-border-subtle pt-5" aria-labelledby="health">
      <h2 id="health" className="text-md font-semibold">
        Health
      </h2>
      <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-2">
        <dt className="text-text-muted">Last event</dt>
        <dd>{detail.lastEventAt ? <Time value={detail.lastEventAt} /> : "None yet"}</dd>
        <dt className="text-text-muted">Last 24 hours</dt>
        <dd className="tabular-nums">
          <Link href={eventsHref} className="link">
            {countOf(detail.eventsInDay, "event")}
          </Link>
        </dd>
        <dt className="text-text-muted">Not applied</dt>
        <dd className="tabular-nums">{detail.troubled.toLocaleString("en")}</dd>
      </dl>
      {refusals.length > 0 && (
        <Problems title="Refused requests, 7 days">
          {refusals.map(({ reason, count, firstAt, lastAt }) => (
            <Problem
              key={reason}
              badge={count}
              hue="amber"
              fix={refusalFixes[reason]}
              more={
                <>
                  Last <Time value={lastAt} />
                </>
              }
            >
              {refusalWords[reason] ?? reason}; {count.toLocaleString("en")} rejected since{" "}
              <Time value={firstAt} format="full" />
            </Problem>
          ))}
        </Problems>
      )}
      {groups === null && (
        <p className="text-text-muted">
          The events that are not applied are too many to group by reason now.
        </p>
      )}
      {groups !== null && groups.length > 0 && (
        <Problems title="Events that are not applied">
          {groups.map(({ errorCode, title, fix, example, parked, waiting, lastAt }) => (
            <Problem
              key={errorCode}
              badge={parked + waiting}
              hue={parked > 0 ? "red" : "amber"}
              fix={fix}
              more={
                <>
                  {example} Last <Time value={lastAt} />
                </>
              }
            >
              <Link href={`${eventsHref}?error=${encodeURIComponent(errorCode)}`} className="link">
                {title}
              </Link>
            </Problem>
          ))}
        </Problems>
      )}
    </section>
  );
}

export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

function Problems({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-2">
      <h3 className="text-xs font-medium text-text-secondary">{title}</h3>
      <ul className="grid divide-y divide-border-subtle rounded-lg border border-border">{children}</ul>
    </div>
  );
}

function Problem({
  badge,
  hue,
  fix,
  more,
  children,
}: {
  badge: number;
  hue: "red" | "amber";
  fix?: string;
  more: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 px-3 py-2.5">
      <Badge hue={hue} loud>
        {badge.toLocaleString("en")}
      </Badge>
      <div className="min-w-0 wrap-anywhere">
        <p>{children}</p>
        {fix && <p className="text-text-secondary">{fix}</p>}
        <p className="text-xs text-text-muted">{more}</p>
      </div>
    </li>
  );
}
