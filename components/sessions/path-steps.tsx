import { Fragment } from "react";
import { formatDuration } from "@/components/shell/duration";
import { JsonView } from "@/components/shell/json-view";
import { Time } from "@/components/shell/time";
import { TwoClocks } from "@/components/shell/two-clocks";
import { EntryKeys } from "@/components/timeline/entry-keys";
import { Check, Eye, MousePointer2 } from "@/components/ui/icons";
import { Tag } from "@/components/ui/tag";
import type { Step } from "@/lib/sessions/path";
import type { TransactionRow } from "@/lib/transactions/queries";
import { PurchaseLine } from "./purchase-line";

const plain = new Set(["screen_id", "screen_title"]);

/** The way through the funnel, one line per event, with the time until the next as words and as a bar. */
export function PathSteps({
  steps,
  completedAt,
  purchases,
  hrefOf,
}: {
  steps: Step[];
  completedAt: Date | null;
  /** Those made between these steps, and after the last one where nothing follows. */
  purchases: TransactionRow[];
  hrefOf: (purchase: TransactionRow) => string;
}) {
  const longest = Math.max(1, ...steps.map((step) => step.untilNextMs ?? 0));
  return (
    <div className="px-(--gutter) pb-4">
      <div
        aria-hidden
        className="grid min-h-8 grid-cols-[4.5rem_1.5rem_minmax(0,1fr)_9.5rem] items-center gap-x-3 text-xs text-text-muted max-sm:grid-cols-[4rem_1.5rem_minmax(0,1fr)_4rem]"
      >
        <span>Clock</span>
        <span className="col-span-2">What happened</span>
        <span>Until the next</span>
      </div>
      <ol>
        {steps.map((step, place) => (
          <Fragment key={step.id}>
            <StepLine
              step={step}
              longest={longest}
              isEnd={completedAt?.getTime() === step.occurredAt.getTime() && step.screen !== null}
            />
            {purchases
              .filter((purchase) => isBetween(purchase, step, steps[place + 1]))
              .map((purchase) => (
                <PurchaseLine key={purchase.id} row={purchase} href={hrefOf(purchase)} />
              ))}
          </Fragment>
        ))}
      </ol>
      <EntryKeys />
    </div>
  );
}

function isBetween({ occurredAt }: TransactionRow, step: Step, next: Step | undefined): boolean {
  return step.occurredAt <= occurredAt && (!next || occurredAt < next.occurredAt);
}

function StepLine({ step, longest, isEnd }: { step: Step; longest: number; isEnd: boolean }) {
  const wait = step.untilNextMs;
  return (
    <li
      id={`entry-${step.id}`}
      data-entry
      tabIndex={-1}
      className="group/entry relative grid grid-cols-[4.5rem_1.5rem_minmax(0,1fr)_9.5rem] gap-x-3 rounded-md pb-3 -outline-offset-2 target:bg-selected max-sm:grid-cols-[4rem_1.5rem_minmax(0,1fr)_4rem]"
    >
      <a href={`#entry-${step.id}`} className="h-fit rounded-xs pt-0.5 text-text-muted hover:text-text">
        <Time value={step.occurredAt} format="seconds" />
      </a>
      <span
        aria-hidden
        className={`relative grid size-6 place-items-center rounded-full text-xs font-medium forced-colors:border [&>.lucide]:size-3.5 ${isEnd ? "hue-green bg-(--hue-bg) text-(--hue-fg)" : "bg-grey-bg text-grey-fg"}`}
      >
        {isEnd ? <Check /> : (step.position ?? (step.screen && !step.isReturn ? <Eye /> : <MousePointer2 />))}
      </span>
      <span
        aria-hidden
        className="absolute start-[6rem] top-7 bottom-1 w-px bg-border group-last/entry:hidden max-sm:start-[5.5rem]"
      />
      <div className="min-w-0 pt-0.5">
        <p className="wrap-anywhere">
          <StepName step={step} />
        </p>
        {step.answers.length > 0 && (
          <p className="mt-1 flex flex-wrap gap-1">
            {step.answers.map((answer) => (
              <Tag key={answer.key} name={answer.key}>
                {answer.value === "" ? "(empty)" : answer.value}
              </Tag>
            ))}
          </p>
        )}
        <TwoClocks happened={step.occurredAt} arrived={step.receivedAt} />
        <Properties step={step} />
      </div>
      <span className="flex h-fit items-center gap-3 pt-0.5 text-text-secondary">
        {wait === null ? (
          <span className="text-text-muted">the end</span>
        ) : (
          <>
            <span
              className={`w-20 flex-none whitespace-nowrap ${wait === longest ? "font-medium text-text" : ""}`}
            >
              {formatDuration(wait)}
            </span>
            <span aria-hidden className="h-1 flex-1 max-sm:hidden">
              <i
                className={`bar-fill block h-1 min-w-px rounded-full ${wait === longest ? "bg-text-secondary" : "bg-text-disabled"}`}
                style={{ width: `${(wait / longest) * 100}%` }}
              />
            </span>
          </>
        )}
      </span>
    </li>
  );
}

function StepName({ step }: { step: Step }) {
  if (step.screen === null) {
    return step.name === "onboarding_started" ? (
      "Opened the funnel"
    ) : (
      <span className="mono text-text-secondary">{step.name}</span>
    );
  }
  return (
    <>
      {step.isReturn && "Back to "}
      <bdi className="font-medium">{step.title ?? step.screen}</bdi>
      {step.title && <span className="mono ms-1.5 text-text-muted">{step.screen}</span>}
    </>
  );
}

/** What the page sent with the event, where there is more than the screen's name. */
function Properties({ step }: { step: Step }) {
  if (step.isTooLarge)
    return <p className="mt-0.5 text-xs leading-6 text-text-muted">Properties not shown: too large</p>;
  const more = Object.keys(step.properties ?? {}).filter((key) => !plain.has(key));
  if (more.length === 0) return null;
  return (
    <details className="mt-0.5">
      <summary className="inline-block min-h-6 cursor-default list-none rounded-xs text-xs leading-6 text-text-secondary hover:text-text">
        {more.length} {more.length === 1 ? "property" : "properties"}
      </summary>
      <JsonView value={step.properties} label={`Properties of ${step.name}`} />
    </details>
  );
}
