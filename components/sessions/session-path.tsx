import { formatDuration } from "@/components/shell/duration";
import { Nothing } from "@/components/shell/empty-state";
import { Pager } from "@/components/shell/pager";
import { Verdict } from "@/components/shell/verdict";
import { touchWords } from "@/components/timeline/touch-words";
import { Check, Eye } from "@/components/ui/icons";
import { Skeleton } from "@/components/ui/skeleton";
import type { Path } from "@/lib/sessions/path";
import type { SessionWithFunnel } from "@/lib/sessions/queries";
import type { TransactionRow } from "@/lib/transactions/queries";
import { PathSteps } from "./path-steps";
import { TimeStrip } from "./time-strip";

export type LoadedPath = { path: Path; purchases: TransactionRow[]; nextCursor: string | null };

/** How far the visit came, where its time went, and each step of it. */
export async function SessionPath({
  session,
  loaded,
  purchaseHref,
  laterHref,
  firstHref,
}: {
  session: SessionWithFunnel;
  loaded: () => Promise<LoadedPath>;
  purchaseHref: (purchase: TransactionRow) => string;
  laterHref: (cursor: string) => string;
  /** Set on later pages: how the visit went stands on the first. */
  firstHref?: string;
}) {
  const { path, purchases, nextCursor } = await loaded();
  return (
    <>
      {!firstHref && <PathVerdict session={session} path={path} isPart={nextCursor !== null} />}
      {path.steps.length === 0 ? (
        <Nothing>No events of this visit have arrived yet.</Nothing>
      ) : (
        <PathSteps
          steps={path.steps}
          completedAt={session.completedAt}
          purchases={purchases}
          hrefOf={purchaseHref}
        />
      )}
      <Pager
        label="Pages of the path"
        previous={firstHref ? { href: firstHref, words: "First events" } : null}
        next={nextCursor ? { href: laterHref(nextCursor), words: "Show later events" } : null}
      />
    </>
  );
}

function PathVerdict({ session, path, isPart }: { session: SessionWithFunnel; path: Path; isPart: boolean }) {
  const screens = `${path.screens} ${path.screens === 1 ? "screen" : "screens"}`;
  return (
    <Verdict
      hue={session.completedAt ? "green" : "grey"}
      icon={session.completedAt ? <Check /> : <Eye />}
      title={
        session.completedAt
          ? `Completed the funnel after ${formatDuration(session.completedAt.getTime() - session.startedAt.getTime())}`
          : path.screens === 0
            ? "Opened the funnel and saw no screen"
            : isPart
              ? `Saw ${screens} in the first ${path.steps.length.toLocaleString("en")} events`
              : `Saw ${screens} and left at ${path.lastScreen ?? "the first"}`
      }
      next={path.screenTimes.length > 0 && <TimeStrip times={path.screenTimes} totalMs={path.totalMs} />}
    >
      came from <b>{touchWords(session.touch)}</b>
      {session.completedAt && path.screens > 0 && `, saw ${screens}`}, stayed{" "}
      <b>{formatDuration(path.totalMs)}</b>.
    </Verdict>
  );
}

export function PathSkeleton() {
  return (
    <div aria-busy className="px-(--gutter)">
      <div className="mb-4 grid h-20 content-center gap-2 rounded-lg border border-border bg-sunken px-4">
        <Skeleton className="h-2.5 w-1/3" />
        <Skeleton className="h-2 w-1/2" />
      </div>
      <div className="grid gap-6 pt-8">
        {["w-1/3", "w-1/2", "w-1/4", "w-2/5", "w-3/5"].map((width) => (
          <Skeleton key={width} className={`h-2.5 ${width}`} />
        ))}
      </div>
    </div>
  );
}
