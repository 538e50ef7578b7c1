import { auditCsv } from "@/lib/audit/csv";
import { auditList } from "@/lib/audit/schema";
import { addressParams } from "@/lib/http/address-params";
import { csvResponse } from "@/lib/http/file-response";
import { sessionRoute } from "@/lib/http/session-route";

export const GET = sessionRoute("audit:read", async ({ ctx, request }) => {
  const { filter } = auditList.parse(addressParams(request.nextUrl.searchParams));
  return csvResponse(auditCsv(ctx, filter), `audit-log-${ctx.clock.now().toISOString().slice(0, 10)}.csv`);
});
