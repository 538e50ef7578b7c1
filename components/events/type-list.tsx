import { NoMatch } from "@/components/shell/empty-state";
import { Link } from "@/components/ui/link";
import { type EventGroup, eventDescriptions, eventGroupNames, eventGroups } from "@/lib/events/schema";

type EventType = keyof typeof eventDescriptions;

/** Every type by group, with what it means; those that hold the words that were asked for. */
export function TypeList({
  asked,
  path,
  hrefOf,
}: {
  asked: string;
  path: string;
  hrefOf: (type: string) => string;
}) {
  const wanted = asked.toLowerCase();
  const types = (Object.keys(eventDescriptions) as EventType[]).filter((type) => {
    const { words, by, note, group } = eventDescriptions[type];
    return [type, words, by, note, eventGroups[group]].join(" ").toLowerCase().includes(wanted);
  });
  if (types.length === 0)
    return (
      <NoMatch
        title="No type says this"
        chips={[{ field: "Words", operator: "are", value: asked, removeHref: path }]}
      />
    );
  return eventGroupNames.map((group) => (
    <Group
      key={group}
      group={group}
      types={types.filter((type) => eventDescriptions[type].group === group)}
      hrefOf={hrefOf}
    />
  ));
}

function Group({
  group,
  types,
  hrefOf,
}: {
  group: EventGroup;
  types: EventType[];
  hrefOf: (type: string) => string;
}) {
  if (types.length === 0) return null;
  return (
    <section aria-labelledby={`group-${group}`} className="pt-4">
      <h2 id={`group-${group}`} className="pb-1 text-xs text-text-muted">
        {eventGroups[group]}
      </h2>
      <ul className="border-t border-border-subtle">
        {types.map((type) => (
          <li
            key={type}
            className="relative grid gap-x-4 border-b border-border-subtle py-2 hover:bg-hover sm:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]"
          >
            <Link href={hrefOf(type)} className="row-link mono min-w-0 wrap-anywhere">
              {type}
            </Link>
            <span className="min-w-0 text-text-secondary">{eventDescriptions[type].words}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
