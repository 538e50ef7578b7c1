import { Dot } from "@/components/ui/badge";
import type { LiveSubscription } from "@/lib/privacy/live-subscriptions";

/** Which subscriptions end with the person, and which go on charging elsewhere. */
export function WhatRenews({ subscriptions }: { subscriptions: LiveSubscription[] }) {
  if (subscriptions.length === 0) return null;
  return (
    <ul className="rounded-lg border border-border px-3.5 py-2.5">
      {subscriptions.map(({ id, endsHere, words }) => (
        <li key={id} className="flex items-baseline gap-1.5 py-0.5">
          <Dot hue={endsHere ? "grey" : "amber"} />
          <span className="min-w-0">
            <span className="break-all font-mono text-xs">{id}</span>
            <span className="block text-text-secondary">{words}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
