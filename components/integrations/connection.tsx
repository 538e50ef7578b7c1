import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import type { ActionResult } from "@/lib/http/action";
import { DisconnectButton } from "./disconnect-button";

export type Provider = "stripe" | "paypal";
export type Disconnect = (slug: string, input: { provider: Provider }) => Promise<ActionResult>;

/** One provider: what it does here, and either its connection or, as `children`, the form that makes it. */
export function Connection({
  slug,
  provider,
  name,
  lead,
  connected,
  disconnect,
  disabledReason,
  children,
}: {
  slug: string;
  provider: Provider;
  name: string;
  lead: string;
  /** Null where there is none. `hint` is all that is shown of the key. */
  connected: { mode: "test" | "live"; hint: string; since: string } | null;
  disconnect: Disconnect;
  disabledReason?: string;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-3 border-border-subtle not-first:border-t not-first:pt-5" aria-label={name}>
      <header className="flex items-center gap-2">
        <h2 className="text-md font-semibold">{name}</h2>
        {connected && (
          <Badge hue={connected.mode === "live" ? "green" : "amber"}>
            {connected.mode === "live" ? "Live" : "Test"}
          </Badge>
        )}
      </header>
      <p className="text-text-secondary">{lead}</p>
      {connected ? (
        <>
          <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-2">
            <dt className="text-text-muted">Key</dt>
            <dd className="mono">{connected.hint}</dd>
            <dt className="text-text-muted">Connected</dt>
            <dd>{connected.since}</dd>
          </dl>
          <DisconnectButton
            slug={slug}
            provider={provider}
            name={name}
            disconnect={disconnect}
            disabledReason={disabledReason}
          />
        </>
      ) : (
        children
      )}
    </section>
  );
}
