import { Dot } from "@/components/ui/badge";

type Counts = Record<string, number>;

/** Counting stops there. */
const mostCounted = 10_000;

/** What an erasure takes away and what it leaves, in numbers. */
export function GoesAndStays({ goes, stays }: { goes: Counts; stays: Counts }) {
  return (
    <div className="grid rounded-lg border border-border sm:grid-cols-2">
      <div className="px-3.5 pt-2.5 pb-3">
        <h3 className="flex items-center gap-1.5 font-semibold">
          <Dot hue="red" />
          Goes
        </h3>
        <Tally counts={goes} most={mostCounted} />
      </div>
      <div className="border-border px-3.5 pt-2.5 pb-3 max-sm:border-t sm:border-s">
        <h3 className="flex items-center gap-1.5 font-semibold">
          <Dot hue="grey" />
          Stays, without a name
        </h3>
        <Tally counts={stays} most={mostCounted} />
        <p className="mt-1.5 text-xs text-text-muted">
          Visits stay in the totals of their funnels, as numbers. Keyed sums of the ids keep late data away.
        </p>
      </div>
    </div>
  );
}

/** `most`: where counting stopped. */
export function Tally({ counts, most = Number.POSITIVE_INFINITY }: { counts: Counts; most?: number }) {
  const entries = Object.entries(counts);
  if (entries.length === 0) return <p className="py-0.5 text-text-muted">Nothing</p>;
  return (
    <dl>
      {entries.map(([words, count]) => (
        <div key={words} className="flex justify-between gap-2 py-0.5">
          <dt className="text-text-secondary">{words}</dt>
          <dd className="font-medium tabular-nums">
            {count.toLocaleString("en-GB")}
            {count >= most && "+"}
          </dd>
        </div>
      ))}
    </dl>
  );
}
