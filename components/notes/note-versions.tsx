import type { ReactNode } from "react";
import { TextDiff } from "@/components/shell/text-diff";
import { Time } from "@/components/shell/time";
import type { NoteVersion } from "@/lib/notes/queries";

/** Newest first, each with what it changed of the one before. */
export function NoteVersions({
  versions,
  restore,
}: {
  versions: NoteVersion[];
  /** The button that brings an earlier version back. */
  restore?: (version: NoteVersion) => ReactNode;
}) {
  return (
    <ol aria-label="Versions" className="mt-2 rounded-lg border border-border text-base">
      {versions.map((version, at) => (
        <li key={version.version} className="border-t border-border-subtle px-3 py-2 first:border-t-0">
          <p className="flex flex-wrap items-center gap-x-2 text-xs text-text-muted">
            <strong className="font-medium text-text">{wordsFor(version, at)}</strong>
            <bdi>{version.actorName}</bdi>
            <Time value={version.createdAt} format="full" />
            {at > 0 && restore && <span className="ms-auto">{restore(version)}</span>}
          </p>
          <TextDiff before={versions[at + 1]?.body ?? version.body} after={version.body} />
        </li>
      ))}
    </ol>
  );
}

function wordsFor({ version }: NoteVersion, at: number): string {
  if (at === 0) return "Now";
  return version === 1 ? "First" : `Version ${version}`;
}
