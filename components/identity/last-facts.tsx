import { Time } from "@/components/shell/time";
import { factWords } from "@/components/timeline/fact-words";
import type { LastFact } from "@/lib/identity/last-facts";

/** What became known last, a line each. */
export function LastFacts({ facts }: { facts: LastFact[] }) {
  if (facts.length === 0) return <p className="text-text-muted">Nothing yet</p>;
  return (
    <ol className="grid gap-1">
      {facts.map((fact) => (
        <li key={fact.id} className="wrap-anywhere">
          <bdi>{factWords(fact).sentence}</bdi>{" "}
          <span className="text-xs text-text-muted">
            <Time value={fact.occurredAt} format="full" className="whitespace-normal" />
          </span>
        </li>
      ))}
    </ol>
  );
}
