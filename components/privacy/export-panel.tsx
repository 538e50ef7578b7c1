import { Panel } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { buttonStyle } from "@/components/ui/button";
import { Download } from "@/components/ui/icons";
import { Skeleton } from "@/components/ui/skeleton";
import type { ExportRow } from "@/lib/privacy/queries";
import { type RequestExport, RequestExportButton } from "./request-export-button";

const lead = "one ZIP with JSON, CSV and a page to read, kept for 7 days";

/** The exports of a customer that are still kept, and a button for another one. */
export async function ExportPanel({
  load,
  downloadHref,
  disabledReason,
  ...asking
}: {
  load: () => Promise<ExportRow[]>;
  downloadHref: (exportId: string) => string;
  slug: string;
  customerId: string;
  request: RequestExport;
  disabledReason?: string;
}) {
  const rows = await load();
  const isUnderWay = rows.some(({ state }) => state === "waiting" || state === "running");
  return (
    <Panel
      title="Export this person"
      lead={lead}
      tools={<RequestExportButton {...asking} isUnderWay={isUnderWay} disabledReason={disabledReason} />}
    >
      {rows.length === 0 ? (
        <p className="px-(--gutter) pb-4 text-text-muted">None was made</p>
      ) : (
        <ul className="grid gap-2 px-(--gutter) pb-4">
          {rows.map((row) => (
            <li
              key={row.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-border px-3 py-2"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-medium">
                  Export of <Time value={row.requestedAt} format="full" />
                </span>
                <span className="block text-xs text-text-muted">
                  <ExportState row={row} />, asked for by <bdi>{row.actorName}</bdi>
                </span>
              </span>
              {row.state === "ready" && !disabledReason && (
                <a href={downloadHref(row.id)} download className={buttonStyle({})}>
                  <Download aria-hidden className="size-3.5" />
                  Download
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function ExportState({ row }: { row: ExportRow }) {
  if (row.state === "failed") return row.error ?? "It did not work";
  if (row.state !== "ready") return "Is being made";
  return (
    <>
      {sizeWords(row.size ?? 0)}
      {row.expiresAt && (
        <>
          , kept until <Time value={row.expiresAt} format="full" />
        </>
      )}
    </>
  );
}

function sizeWords(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024)).toLocaleString("en-GB")} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function ExportPanelSkeleton() {
  return (
    <Panel title="Export this person" lead={lead}>
      <div aria-busy className="px-(--gutter) pb-6">
        <Skeleton className="h-2 w-3/5" />
      </div>
    </Panel>
  );
}
