import { providerNames } from "@/components/customers/provider-names";
import { TwoClocks } from "@/components/shell/two-clocks";
import { Plug } from "@/components/ui/icons";
import type { Fact } from "@/lib/timeline/item";
import { Entry } from "./entry";

/** What a provider told, in words; its type as the provider names it. */
export function InboundEntry({ fact, at, href }: { fact: Fact; at: Date; href?: string }) {
  const { provider, type, words } = fact.payload;
  const name = providerNames[String(provider) as keyof typeof providerNames] ?? String(provider);
  return (
    <Entry address={fact.address} at={at} icon={<Plug />}>
      <p className="wrap-anywhere">
        {href ? (
          <a href={href} className="entry-link hover:underline">
            <bdi>{String(words)}</bdi>
          </a>
        ) : (
          <bdi>{String(words)}</bdi>
        )}
      </p>
      <p className="text-xs leading-5 wrap-anywhere text-text-muted">
        {name} · <span className="mono">{String(type)}</span>
      </p>
      <TwoClocks happened={fact.occurredAt} arrived={fact.receivedAt} />
    </Entry>
  );
}
