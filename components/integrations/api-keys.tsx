import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";

/** The keys with which we call a provider: either those that it has, or, as `children`, the form that takes them. */
export function ApiKeys({
  lead,
  connected,
  children,
}: {
  lead: string;
  /** Null where there is none. `hint` is all that is shown of the key. */
  connected: { mode: "test" | "live"; hint: string; since: ReactNode } | null;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-3 border-t border-border-subtle pt-5" aria-labelledby="api-keys">
      <header className="flex items-center gap-2">
        <h2 id="api-keys" className="text-md font-semibold">
          API keys
        </h2>
        {connected && (
          <Badge hue={connected.mode === "live" ? "green" : "amber"}>
            {connected.mode === "live" ? "Live" : "Test"}
          </Badge>
        )}
      </header>
      <p className="text-text-secondary">{lead}</p>
      {connected ? (
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-2">
          <dt className="text-text-muted">Key</dt>
          <dd className="mono">{connected.hint}</dd>
          <dt className="text-text-muted">Connected</dt>
          <dd>{connected.since}</dd>
        </dl>
      ) : (
        children
      )}
    </section>
  );
}
