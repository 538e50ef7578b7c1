"use client";

import { useRecovery } from "@/components/shell/recovery";
import { Button } from "@/components/ui/button";

export type FailureProps = { error: Error & { digest?: string }; retry: () => void };

/** What a page that failed says. The server marks a database that is away; else the digest leads to the log. */
export function failureWords(digest: string | undefined): { title: string; lead: string } {
  if (digest === "unavailable")
    return {
      title: "The database cannot be reached",
      lead: "Nothing is lost. This page comes back by itself as soon as the database does.",
    };
  return {
    title: "Something went wrong",
    lead: digest ? `Try again. If it stays so, quote ${digest}.` : "Try again.",
  };
}

/** In the frame, instead of the page. */
export function Failure({ error, retry }: FailureProps) {
  const { title, lead } = failureWords(error.digest);
  useRecovery(error.digest === "unavailable", retry);
  return (
    <main className="contents">
      <div className="sheet-crumbs">
        <h1 className="truncate text-lg tracking-[-0.012em] text-text">{title}</h1>
      </div>
      <div id="content" tabIndex={-1} className="sheet-body">
        <div className="grid justify-items-center gap-3 px-(--gutter) py-12 text-center">
          <p role="alert" className="max-w-104 text-text-secondary">
            {lead}
          </p>
          <Button onClick={retry}>Try again</Button>
        </div>
      </div>
    </main>
  );
}
