import { deviceWords } from "@/components/customers/device-words";
import { formatDuration } from "@/components/shell/duration";
import { TwoClocks } from "@/components/shell/two-clocks";
import { Badge } from "@/components/ui/badge";
import { Check, ChevronRight, Eye } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import type { Links } from "@/lib/http/links";
import type { Item } from "@/lib/timeline/item";
import type { TimelineVisit } from "@/lib/timeline/queries";
import type { TimelineOrder } from "@/lib/timeline/schema";
import { Entry } from "./entry";
import { factWords } from "./fact-words";
import { touchWords } from "./touch-words";

/** A visit, or a run of its steps where something else came between; the steps wait behind their number. */
export function VisitEntry({
  visit,
  order,
  asked,
  links,
}: {
  visit: TimelineVisit;
  order: TimelineOrder;
  /** The address that the page was opened with; where it names a step, the run answers to it. */
  asked: string | undefined;
  links: Links;
}) {
  const { session, items, sum } = visit;
  const [newest, oldest] = [items[0], items.at(-1)];
  if (!newest || !oldest) return null;
  // A run grows at its newest end, so its oldest step gives it an address that lasts.
  const { address } = items.find((item) => item.address === asked) ?? oldest;
  const isWhole = items.some((item) => item.kind === "opened");
  const isCompleted =
    session.completedAt !== null &&
    items.some((item) => item.occurredAt.getTime() === session.completedAt?.getTime());
  const steps = items.filter((item) => !repeatsOpening(item, isWhole)).toSorted(compareSteps);
  return (
    <Entry
      address={address}
      at={clockOf(newest, order)}
      icon={isCompleted ? <Check className="text-green-fg" /> : <Eye />}
    >
      <p className="wrap-anywhere">
        <Link intent href={links.session(session.id)} className="entry-link hover:underline">
          {isWhole ? "Visited" : "Went on in"}{" "}
          <bdi className="font-medium">{session.funnel.title ?? session.funnel.alias}</bdi>
          {isCompleted ? ", completed it" : sum.lastScreen && ", left at "}
          {!isCompleted && sum.lastScreen && <bdi className="font-medium">{sum.lastScreen}</bdi>}
        </Link>{" "}
        {session.environment === "preview" && (
          <Badge hue="amber" tip="Made in preview mode; left out of lists and totals">
            Preview
          </Badge>
        )}
      </p>
      <p className="text-xs leading-5 text-text-muted">
        {[
          sum.screens > 0 && `${sum.screens} ${sum.screens === 1 ? "screen" : "screens"}`,
          formatDuration(sum.durationMs),
          touchWords(session.touch),
          deviceWords(session),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {sum.latest && <TwoClocks happened={sum.latest.occurredAt} arrived={sum.latest.receivedAt} />}
      {steps.length > 1 && <Steps steps={steps} pathHref={links.session(session.id)} />}
    </Entry>
  );
}

export function clockOf(item: Pick<Item, "occurredAt" | "receivedAt">, order: TimelineOrder): Date {
  return order === "happened" ? item.occurredAt : item.receivedAt;
}

const shownSteps = 12;

/** With the time since the first of them: a clock for each would cost more to draw than all the rest of the page. */
function Steps({ steps, pathHref }: { steps: Item[]; pathHref: string }) {
  const rest = steps.length - shownSteps;
  return (
    <details className="group/steps mt-0.5">
      <summary className="inline-flex min-h-6 cursor-default list-none items-center gap-1 rounded-xs pe-1 text-xs text-text-secondary hover:text-text">
        <ChevronRight
          aria-hidden
          className="size-3.5 text-text-muted transition-transform duration-(--duration) group-open/steps:rotate-90"
        />
        {steps.length} steps
      </summary>
      <ol className="mt-1 border-s border-border ps-3 text-xs leading-6">
        {steps.slice(0, shownSteps).map((item) => (
          <li key={`${item.kind} ${item.id}`} className="flex gap-3">
            <span className="w-16 flex-none text-text-muted">
              {formatDuration(item.occurredAt.getTime() - (steps[0]?.occurredAt.getTime() ?? 0))}
            </span>
            <span className="min-w-0 wrap-anywhere">
              <StepWords item={item} />
            </span>
          </li>
        ))}
        {rest > 0 && (
          <li>
            <a href={pathHref} className="link">
              {rest} more on the path of the visit
            </a>
          </li>
        )}
      </ol>
    </details>
  );
}

function StepWords({ item }: { item: Item }) {
  if (item.kind === "opened") return "Opened the funnel";
  if (item.kind === "fact") {
    const { sentence, detail } = factWords(item);
    return (
      <>
        <bdi>{sentence}</bdi> {detail && <bdi className="text-text-muted">{detail}</bdi>}
      </>
    );
  }
  if (item.screen === null) return <span className="mono text-text-secondary">{item.name}</span>;
  return (
    <>
      Saw <bdi className="font-medium">{item.title ?? item.screen}</bdi>
      {item.title && <span className="mono ms-1.5 text-text-muted">{item.screen}</span>}
    </>
  );
}

/** The page, the server and the session each note that a visit began; one line says it. */
function repeatsOpening(item: Item, isWhole: boolean): boolean {
  if (!isWhole) return false;
  if (item.kind === "event") return item.name === "onboarding_started";
  return item.kind === "fact" && item.type === "onboarding.started";
}

/** Oldest first; in one instant the opening, then what was done, then the screen that it led to. */
function compareSteps(a: Item, b: Item): number {
  return a.occurredAt.getTime() - b.occurredAt.getTime() || rank(a) - rank(b);
}

function rank(item: Item): number {
  if (item.kind === "opened") return 0;
  return item.kind === "event" && item.screen !== null ? 2 : 1;
}
