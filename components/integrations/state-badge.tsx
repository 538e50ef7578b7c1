import { Badge } from "@/components/ui/badge";
import type { IntegrationState } from "@/lib/integrations/queries";

const states = {
  none: { hue: "grey", word: "Not set up", tip: "It has no address here yet" },
  incomplete: {
    hue: "amber",
    word: "Unfinished",
    tip: "Its events cannot be proved yet: a secret is missing",
  },
  waiting: { hue: "blue", word: "Waiting", tip: "Nothing has come yet" },
  receiving: { hue: "green", word: "Receiving", tip: "Events come and are applied" },
  paused: { hue: "amber", word: "Paused", tip: "Events are kept, and wait" },
} as const;

export function StateBadge({ state }: { state: IntegrationState }) {
  const { hue, word, tip } = states[state];
  return (
    <Badge hue={hue} tip={tip} hollow={state === "none"}>
      {word}
    </Badge>
  );
}
