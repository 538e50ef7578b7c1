import { Link } from "@/components/ui/link";
import { differenceWords } from "./difference-words";

/** What differs in numbers, each with some of the events that bring it. */
export function DifferencesList({
  differences,
  hrefOf,
}: {
  /** By kind; events by their shown ids. */
  differences: Record<string, { count: number; events: string[] }>;
  hrefOf: (shownEventId: string) => string;
}) {
  const kinds = Object.entries(differences).toSorted(([, a], [, b]) => b.count - a.count);
  return (
    <ul className="grid overflow-hidden rounded-md border border-border bg-surface">
      {kinds.map(([kind, { count, events }]) => (
        <li
          key={kind}
          className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 not-first:border-t not-first:border-border-subtle"
        >
          <span className="min-w-0 flex-[1_1_14rem] font-medium">{differenceWords(kind, count)}</span>
          <span className="flex flex-wrap items-center gap-x-1 text-text-muted">
            {events.length === 1 ? "Example" : "Examples"}
            {events.map((event, at) => (
              <Link
                key={event}
                href={hrefOf(event)}
                className="link inline-grid min-h-6 min-w-6 place-items-center"
                aria-label={`Example ${at + 1}: ${event}`}
              >
                {at + 1}
              </Link>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
