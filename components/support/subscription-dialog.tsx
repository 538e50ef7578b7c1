"use client";

import { useState } from "react";
import type { Sent } from "@/components/identity/ask";
import type { Preview } from "@/lib/support/queries";
import { actWords } from "./act-words";
import { ActionFrame } from "./action-frame";
import type { Acts } from "./acts";
import { ChoiceFields, type Chosen, firstChoice } from "./choice-fields";
import { moneyWords } from "./money-words";
import type { SubscriptionActKind } from "./open-action";

type Seen = Sent<Preview>;

/** One family for all that can be done with a subscription: its own choice, then the same effects and reasons. */
export function SubscriptionDialog({
  slug,
  kind,
  subscription,
  name,
  acts,
  onClose,
}: {
  slug: string;
  kind: SubscriptionActKind;
  subscription: string;
  name: string;
  acts: Acts;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState<Chosen>(() => firstChoice(kind));
  const { title, done } = actWords[kind];
  const asked = chosen.act && JSON.stringify(chosen.act);
  return (
    <ActionFrame<Seen>
      slug={slug}
      title={title}
      lead={<bdi>{name}</bdi>}
      path={
        asked && `/api/console/${slug}/subscriptions/${subscription}/preview?act=${encodeURIComponent(asked)}`
      }
      missing={chosen.act ? undefined : "Complete the choice"}
      confirm={(seen) => confirmWords(kind, name, chosen, seen)}
      done={done}
      submit={async (acted) => submitted(acts, slug, { ...acted, subscription }, chosen)}
      onClose={onClose}
    >
      {() => <ChoiceFields slug={slug} chosen={chosen} onChange={setChosen} />}
    </ActionFrame>
  );
}

type Asked = { key: string; version: number; reason: string; comment?: string; subscription: string };

function submitted(acts: Acts, slug: string, asked: Asked, { act }: Chosen) {
  if (!act) throw new Error("only a complete choice is sent");
  switch (act.kind) {
    case "pause": {
      const { kind: _, ...choice } = act;
      return acts.pause(slug, { ...asked, ...choice });
    }
    case "defer": {
      const { kind: _, ...choice } = act;
      return acts.defer(slug, { ...asked, ...choice });
    }
    case "discount":
      return acts.discount(slug, { ...asked, percent: act.percent, cycles: act.cycles });
    case "migrate":
      return acts.migrate(slug, { ...asked, pricePoint: act.pricePoint, strategy: act.strategy });
    default:
      return acts[act.kind](slug, asked);
  }
}

function confirmWords(kind: SubscriptionActKind, name: string, { act }: Chosen, seen: Seen | null): string {
  const money = seen?.effects.money ? moneyWords(seen.effects.money.amount) : null;
  switch (kind) {
    case "cancel":
      return "Turn off auto-renewal";
    case "uncancel":
      return "Turn on auto-renewal";
    case "pause":
      return `Pause ${name}`;
    case "resume":
      return `Resume ${name}`;
    case "defer":
      return "Defer the charge";
    case "discount":
      return act?.kind === "discount" ? `Give ${act.percent} % off` : "Give a discount";
    case "charge_now":
      return money ? `Charge ${money}` : "Charge nothing";
    case "migrate":
      return act?.kind === "migrate"
        ? `Move to ${act.pricePoint}${money ? ` for ${money}` : ""}`
        : "Move to another plan";
  }
}
