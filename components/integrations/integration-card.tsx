import type { ReactNode } from "react";
import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { IntegrationCard as Card } from "@/lib/integrations/queries";
import { countOf } from "./health";
import { providerWords } from "./provider-words";
import { StateBadge } from "./state-badge";

/** One provider at a glance; the whole card is the link to it. */
export function IntegrationCard({
  href,
  card,
  differs,
}: {
  href: string;
  card: Card;
  /** Loads by itself, after what is known at once. */
  differs: ReactNode;
}) {
  const { name, lead } = providerWords[card.provider];
  const [secret] = card.secrets;
  return (
    <li className="relative grid content-start gap-2.5 rounded-lg border border-border bg-surface p-4 shadow-xs hover:border-border-strong">
      <h2 className="flex flex-wrap items-center gap-2 text-md font-semibold">
        <Link href={href} className="after:absolute after:inset-0 after:rounded-lg">
          {name}
        </Link>
        <StateBadge state={card.state} />
      </h2>
      <p className="text-text-secondary">{lead}</p>
      {card.state !== "none" && (
        <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1">
          <Line label="Last event">{card.lastEventAt ? <Time value={card.lastEventAt} /> : "None yet"}</Line>
          <Line label="Last 24 hours">
            <span className="tabular-nums">{countOf(card.eventsInDay, "event")}</span>
          </Line>
          {secret && (
            <Line label="Secret">
              <span className="mono">…{secret.lastFour}</span>, set <Time value={secret.setAt} />
            </Line>
          )}
          {card.hasKeys && <Line label="API keys">Connected</Line>}
        </dl>
      )}
      {(card.troubled > 0 || card.refusedInDay > 0) && (
        <p className="flex flex-wrap gap-1.5">
          {card.troubled > 0 && (
            <Badge hue="red" loud>
              {card.troubled.toLocaleString("en")} not applied
            </Badge>
          )}
          {card.refusedInDay > 0 && (
            <Badge hue="amber" loud>
              {card.refusedInDay.toLocaleString("en")} refused
            </Badge>
          )}
        </p>
      )}
      {card.state !== "none" && differs}
    </li>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
