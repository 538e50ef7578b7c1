import { Money } from "@/components/shell/money";
import { TwoClocks } from "@/components/shell/two-clocks";
import { methodWords, providerWords, usdWords } from "@/components/transactions/money-words";
import { CreditCard, type Icon, TriangleAlert, Undo2 } from "@/components/ui/icons";
import type { Fact } from "@/lib/timeline/item";
import { Entry } from "./entry";
import { type MovedMoney, moneyFactWords } from "./money-fact-words";

/** What was paid, refused, given back or contested, with its amount at the end of the line. */
export function MoneyEntry({ fact, at, href }: { fact: Fact; at: Date; href: string }) {
  // Written by the source of money alone, which names these.
  const moved = fact.payload as MovedMoney;
  const { sentence, reason } = moneyFactWords(moved);
  const MoneyIcon: Icon =
    moved.status === "declined" ? TriangleAlert : moved.kind === "charge" ? CreditCard : Undo2;
  const isRefused = moved.status === "declined";
  return (
    <Entry
      address={fact.address}
      at={at}
      icon={<MoneyIcon className={isRefused || moved.kind === "dispute" ? "text-red-fg" : undefined} />}
    >
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <a href={href} className="entry-link min-w-0 wrap-anywhere hover:underline">
          {sentence}
          {reason && <span className="text-red-fg">: {reason}</span>}
        </a>
        <span className={isRefused ? "text-text-muted line-through" : "font-medium"}>
          <Money minor={moved.amountMinor} currency={moved.currency} exponent={moved.exponent} code />
        </span>
      </p>
      <p className="text-xs leading-5 wrap-anywhere text-text-muted">
        {[methodWords(moved), providerWords(moved), isRefused ? null : usdWords(moved)]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <TwoClocks happened={fact.occurredAt} arrived={fact.receivedAt} />
    </Entry>
  );
}
