import type { TimelineKind } from "./schema";
import type { Source } from "./source";
import { audited } from "./sources/audited";
import { facts, subscriptionFacts } from "./sources/facts";
import { inbound } from "./sources/inbound";
import { money } from "./sources/money";
import { notes } from "./sources/notes";
import { support } from "./sources/support";
import { visitEvents } from "./sources/visit-events";
import { visits } from "./sources/visits";

/** Everything that a timeline is made of. A new one is a file in `sources/` and its name here. */
const sources: readonly Source[] = [
  visits,
  visitEvents,
  money,
  subscriptionFacts,
  facts,
  notes,
  support,
  inbound,
  audited,
];

export function sourcesOf(kind: TimelineKind): readonly Source[] {
  return kind === "all" ? sources : sources.filter((source) => source.kinds.includes(kind));
}
