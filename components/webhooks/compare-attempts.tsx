import { TextDiff } from "@/components/shell/text-diff";
import { Time } from "@/components/shell/time";
import { Segments } from "@/components/ui/tabs";
import type { DeliveryAttempt } from "@/lib/webhooks/delivery-story";
import { answerWords, ordinal, verdictWords } from "./delivery-words";

/** What is different between two attempts: what went is struck through, what came is underlined. */
export function CompareAttempts({
  attempts,
  older,
  newer,
  hrefFor,
}: {
  attempts: DeliveryAttempt[];
  older: DeliveryAttempt;
  newer: DeliveryAttempt;
  hrefFor: (older: DeliveryAttempt, newer: DeliveryAttempt) => string;
}) {
  const placeOf = ({ id }: DeliveryAttempt) => attempts.findIndex((each) => each.id === id) + 1;
  const choices = attempts.filter(({ id }) => id !== newer.id);
  return (
    <div className="grid gap-5 px-(--gutter) py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p>
          The {ordinal(placeOf(newer))} attempt (<Time value={newer.startedAt} format="full" />) against
        </p>
        <Segments
          label="Compare with"
          tabs={choices.map((each) => ({
            href: hrefFor(each, newer),
            label: `${ordinal(placeOf(each))}: ${answerWords(each)}`,
            current: each.id === older.id,
          }))}
        />
      </div>
      <Part title="What came of it" before={outcomeText(older)} after={outcomeText(newer)} />
      <Part
        title="Request headers"
        before={headerText(older.requestHeaders)}
        after={headerText(newer.requestHeaders)}
      />
      <Part
        title="Response headers"
        before={headerText(older.responseHeaders)}
        after={headerText(newer.responseHeaders)}
      />
      <Part title="Response body" before={older.responseBody ?? ""} after={newer.responseBody ?? ""} />
    </div>
  );
}

function Part({ title, before, after }: { title: string; before: string; after: string }) {
  return (
    <section aria-label={title} className="grid min-w-0 gap-1.5">
      <h2 className="text-md font-semibold">{title}</h2>
      {before === after ? (
        <p className="text-text-muted">{before === "" ? "None in either." : "The same in both."}</p>
      ) : (
        <div className="mono rounded-md bg-sunken px-3 py-2.5 text-xs">
          <TextDiff before={before} after={after} />
        </div>
      )}
    </section>
  );
}

function headerText(headers: Record<string, string> | null): string {
  return Object.entries(headers ?? {})
    .map(([name, value]) => `${name}: ${value}`)
    .sort()
    .join("\n");
}

function outcomeText(attempt: DeliveryAttempt): string {
  const [title] = verdictWords(attempt);
  return [
    title,
    `Took ${attempt.durationMs} ms.`,
    `Address ${attempt.address ?? "none"}.`,
    `To ${attempt.url}`,
    `${attempt.isThin ? "Thin" : "Full"}, ${attempt.requestBytes} bytes.`,
  ].join("\n");
}
