import { parseInput } from "@/lib/core/command";
import { parseStrictJson } from "@/lib/core/strict-json";
import { sessionRoute } from "@/lib/http/session-route";
import { previewRefund } from "@/lib/support/queries";
import { refundPreviewInput } from "@/lib/support/schema";

/** What a refund would change: `?act=` holds it as JSON. */
export const GET = sessionRoute<{ project: string; order: string }>(
  "billing:refund",
  ({ ctx, request, params }) => {
    const act = parseStrictJson(request.nextUrl.searchParams.get("act") ?? "{}");
    return previewRefund(ctx, params.order, parseInput(refundPreviewInput, act));
  },
);
