import { fileResponse } from "@/lib/http/file-response";
import { sessionRoute } from "@/lib/http/session-route";
import { openExport } from "@/lib/privacy/commands";
import { exportPieces } from "@/lib/privacy/queries";

/** The ZIP of an export. Each time it is taken out is in the audit log. */
export const GET = sessionRoute<{ project: string; export: string }>(
  "customers:export",
  async ({ ctx, params }) => {
    const opened = await openExport(ctx, { export: params.export });
    return fileResponse(exportPieces(ctx, opened), `${params.export}.zip`, "application/zip");
  },
);
