import type { ReactNode } from "react";
import { Markdown } from "@/components/notes/markdown";
import { TwoClocks } from "@/components/shell/two-clocks";
import { Button } from "@/components/ui/button";
import {
  CircleUserRound,
  Dot,
  Flag,
  GitMerge,
  type Icon,
  Pencil,
  Repeat,
  ShieldCheck,
  Split,
  StickyNote,
  Tags,
} from "@/components/ui/icons";
import type { Fact } from "@/lib/timeline/item";
import { actorWords } from "./actor-words";
import { Entry } from "./entry";
import { factWords } from "./fact-words";

const icons: Record<string, Icon> = {
  note: StickyNote,
  "profile.created": CircleUserRound,
  "profile.updated": Pencil,
  "profile.merged": GitMerge,
  "profile.unmerged": Split,
  "attributes.updated": Tags,
  "consent.updated": ShieldCheck,
  "onboarding.started": Flag,
  "onboarding.completed": Flag,
};

/** What stands alone: who did it where that was not the visitor, what, and what it says. */
export function FactEntry({
  fact,
  at,
  name,
  mayUnmerge,
}: {
  fact: Fact;
  at: Date;
  name: string | undefined;
  mayUnmerge: boolean;
}) {
  const FactIcon = icons[fact.type] ?? (fact.type.startsWith("subscription.") ? Repeat : Dot);
  const by = <bdi className="font-medium">{actorWords(fact.actorKind, name)}</bdi>;
  return (
    <Entry address={fact.address} at={at} icon={<FactIcon />}>
      {fact.type === "note" ? <Note fact={fact} by={by} /> : <Words fact={fact} by={by} />}
      {mayUnmerge && fact.type === "profile.merged" && (
        <Button size="sm" className="mt-1" data-unmerge={String(fact.payload.merge_id)}>
          Unmerge…
        </Button>
      )}
      <TwoClocks happened={fact.occurredAt} arrived={fact.receivedAt} />
    </Entry>
  );
}

function Words({ fact, by }: { fact: Fact; by: ReactNode }) {
  const { sentence, detail } = factWords(fact);
  return (
    <>
      <p className="wrap-anywhere">
        <bdi>{sentence}</bdi>
        {isTold(fact) && <span className="text-text-muted"> by {by}</span>}
      </p>
      {detail && <p className="text-xs leading-5 wrap-anywhere text-text-muted">{detail}</p>}
    </>
  );
}

function Note({ fact, by }: { fact: Fact; by: ReactNode }) {
  const { body, editedAt } = fact.payload;
  return (
    <>
      <p>
        {by} wrote a note{editedAt ? <span className="text-text-muted">, edited since</span> : null}
      </p>
      <div className="mt-1.5 max-w-xl rounded-lg border border-border px-3 py-2">
        <Markdown source={String(body)} />
      </div>
    </>
  );
}

/** What a subscription does by itself is nobody's deed. */
function isTold({ actorKind, type }: Fact): boolean {
  return actorKind !== "visitor" && !(actorKind === "system" && type.startsWith("subscription."));
}
