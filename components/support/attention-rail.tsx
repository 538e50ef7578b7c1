import type { ReactNode } from "react";
import { SideCard } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { type Amount, formatMoney } from "@/lib/core/money";
import type { Links } from "@/lib/http/links";
import type { Attention } from "@/lib/support/attention";

/** What waits for somebody. Each line leads to the customer. */
export async function AttentionRail({
  load,
  links,
  mayDecide,
  shownAttempt,
  toolFor,
}: {
  load: () => Promise<Attention>;
  links: Links;
  mayDecide: boolean;
  shownAttempt: (id: string) => string;
  /** Lets a subscription go on at which the engine stopped without a charge to decide about. */
  toolFor: (subscriptionId: string) => ReactNode;
}) {
  const { parked, stopped, retriedToday, disputes, pendingRefunds } = await load();
  const isQuiet = parked.length + stopped.length + retriedToday + disputes.length + pendingRefunds === 0;
  return (
    <SideCard title="Needs attention">
      {isQuiet && <p className="text-text-muted">Nothing waits for you</p>}
      <ul className="grid gap-2.5">
        {parked.map(({ id, kind, amount, profileId, reason }) => (
          <Need
            key={id}
            note={reason ?? undefined}
            href={profileId ? links.transactions(profileId) : undefined}
            tool={
              mayDecide && (
                <Button size="sm" data-decide={shownAttempt(id)}>
                  Decide…
                </Button>
              )
            }
          >
            Decide about a {kind === "refund" ? "refund" : "charge"} of {money(amount)}
          </Need>
        ))}
        {stopped.map(({ id, profileId, reason, attemptId }) => (
          <Need
            key={id}
            note={reason ?? undefined}
            href={profileId ? links.customer(profileId) : undefined}
            tool={
              attemptId
                ? mayDecide && (
                    <Button size="sm" data-decide={shownAttempt(attemptId)}>
                      Decide…
                    </Button>
                  )
                : toolFor(id)
            }
          >
            A subscription stands still
          </Need>
        ))}
        {disputes.map(({ id, profileId, amount, dueAt }) => (
          <Need
            key={id}
            href={profileId ? `${links.transactions(profileId)}?show=disputes` : undefined}
            note={
              dueAt ? (
                <>
                  answer by <Time value={dueAt} format="day" />
                </>
              ) : undefined
            }
          >
            Dispute of {money(amount)}
          </Need>
        ))}
        {retriedToday > 0 && (
          <Need>
            <b className="font-medium">{retriedToday}</b> {retriedToday === 1 ? "charge is" : "charges are"}{" "}
            retried today
          </Need>
        )}
        {pendingRefunds > 0 && (
          <Need note="the gateway has not confirmed">
            <b className="font-medium">{pendingRefunds}</b>{" "}
            {pendingRefunds === 1 ? "refund is" : "refunds are"} on the way
          </Need>
        )}
      </ul>
    </SideCard>
  );
}

const money = (amount: Amount) => formatMoney(amount);

function Need({
  href,
  note,
  tool,
  children,
}: {
  href?: string;
  note?: ReactNode;
  tool?: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="min-w-0 wrap-anywhere">
      {href ? (
        <Link href={href} className="hover:underline">
          {children}
        </Link>
      ) : (
        children
      )}
      {note && <span className="block text-xs text-text-muted">{note}</span>}
      {tool && <span className="mt-1 flex">{tool}</span>}
    </li>
  );
}
