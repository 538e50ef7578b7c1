import { SideCard } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { supportWords } from "@/components/timeline/support-words";
import type { HistoryEntry } from "@/lib/support/queries";

/** What was done for the customer, by whom and why. */
export async function HistoryCard({ load }: { load: () => Promise<HistoryEntry[]> }) {
  const entries = await load();
  return (
    <SideCard title="Support history">
      {entries.length === 0 ? (
        <p className="text-text-muted">Nothing was done yet</p>
      ) : (
        <ol className="grid gap-2">
          {entries.map(({ id, kind, createdAt, actorName, ...entry }) => {
            const { sentence, detail } = supportWords(`support.${kind}`, entry);
            return (
              <li key={id} className="min-w-0 wrap-anywhere">
                <p>
                  {sentence} <span className="text-text-muted">by</span> <bdi>{actorName}</bdi>
                </p>
                <p className="text-xs leading-5 text-text-muted">
                  <Time value={createdAt} />
                  {detail && ` · ${detail}`}
                </p>
              </li>
            );
          })}
        </ol>
      )}
    </SideCard>
  );
}
