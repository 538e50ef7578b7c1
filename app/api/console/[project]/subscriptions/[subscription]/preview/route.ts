import { parseInput } from "@/lib/core/command";
import { parseStrictJson } from "@/lib/core/strict-json";
import { sessionRoute } from "@/lib/http/session-route";
import { previewAction } from "@/lib/support/queries";
import { previewInput } from "@/lib/support/schema";

/** What an act would change: `?act=` holds it as JSON. */
export const GET = sessionRoute<{ project: string; subscription: string }>(
  "subscriptions:write",
  ({ ctx, request, params }) => {
    const act = parseStrictJson(request.nextUrl.searchParams.get("act") ?? "{}");
    return previewAction(ctx, params.subscription, parseInput(previewInput, act));
  },
);
