"use client";

import { type ReactNode, useEffect, useState } from "react";
import { CopyButton, CopyId } from "@/components/shell/copy-id";
import { JsonView } from "@/components/shell/json-view";
import { LiveTime } from "@/components/shell/live-time";
import { buttonStyle } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { EntryResource } from "@/lib/timeline/resource";

export type EntryAnswer = {
  entry: EntryResource;
  by: string;
  /** What a provider sent; null where it is no longer kept, absent where there is none or the reader may not see it. */
  raw?: unknown;
};

type Answer = EntryAnswer | "failed" | null;

/** What one entry holds: both clocks, who, and the JSON that the API would give. */
export function EntryDetails({ href, address }: { href: string; address: string }) {
  const [answer, setAnswer] = useState<Answer>(null);
  useEffect(() => {
    const stop = new AbortController();
    load(href, stop.signal).then((next) => {
      if (!stop.signal.aborted) setAnswer(next);
    });
    return () => stop.abort();
  }, [href]);

  const retry = async () => {
    setAnswer(null);
    setAnswer(await load(href));
  };
  if (answer === null) return <Skeleton className="mt-2 h-40 w-full rounded-lg" />;
  if (answer === "failed")
    return (
      <p role="alert" className="mt-2 text-text-secondary">
        This entry could not be loaded.{" "}
        <button type="button" className="link" onClick={retry}>
          Retry
        </button>
      </p>
    );
  const { entry, by, raw } = answer;
  const small = buttonStyle({ variant: "ghost", size: "sm", className: "text-xs" });
  return (
    <section
      aria-label="Details of this entry"
      className="mt-2 max-w-3xl rounded-lg border border-border bg-surface p-3"
    >
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-4 gap-y-2">
        <Detail label="Happened">
          <LiveTime value={entry.occurredAt} format="full" />
        </Detail>
        <Detail label="Received">
          <LiveTime value={entry.receivedAt} format="full" />
        </Detail>
        <Detail label="Done by">
          <bdi>{by}</bdi>
        </Detail>
        <Detail label="Type">
          <span className="mono">{entry.type}</span>
        </Detail>
        <Detail label="ID">
          <CopyId value={entry.id} label="Entry ID" />
        </Detail>
      </dl>
      <div className="-mx-2 mt-2 mb-1 flex gap-1">
        <CopyButton value={linkTo(address)} label="Link to this entry" className={small}>
          Copy link
        </CopyButton>
        {entry.id.startsWith("evt_") && (
          <a href={eventHref(entry)} data-link="" className={small}>
            Webhook event
          </a>
        )}
      </div>
      <JsonView value={entry} label="JSON of this entry" />
      {raw !== undefined && (
        <>
          <h3 className="mt-3 mb-1 text-xs font-medium text-text-secondary">What was sent</h3>
          {raw === null ? (
            <p className="text-text-muted">It is no longer kept.</p>
          ) : (
            <JsonView value={raw} label="What was sent" />
          )}
        </>
      )}
    </section>
  );
}

function Detail({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-text-muted">{label}</dt>
      <dd className="truncate">{children}</dd>
    </div>
  );
}

/** With the kind and the order that are shown, but for the page: that is found again by the entry. */
function linkTo(address: string): string {
  const url = new URL(location.href);
  for (const name of ["cursor", "day", "e"]) url.searchParams.delete(name);
  url.hash = `e=${address}`;
  return url.href;
}

/** Beside its deliveries, among the events of whoever it happened to. */
function eventHref({ id, profileId }: EntryResource): string {
  const [, project] = location.pathname.split("/");
  return `/${project}/customers/${profileId}/webhooks?e=${id}`;
}

async function load(href: string, signal?: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(href, { signal, headers: { accept: "application/json" } });
    if (!response.ok) return "failed";
    const answer: EntryAnswer = await response.json();
    return answer;
  } catch {
    return "failed";
  }
}
