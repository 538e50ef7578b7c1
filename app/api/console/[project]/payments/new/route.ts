import { AppError } from "@/lib/core/errors";
import { sessionRoute } from "@/lib/http/session-route";
import { countPaymentsSince } from "@/lib/support/attention";

/** How many payments came after `?since=`. */
export const GET = sessionRoute("billing:read", async ({ ctx, request }) => {
  const since = new Date(request.nextUrl.searchParams.get("since") ?? "");
  if (Number.isNaN(since.getTime())) throw new AppError("invalid", "Say since when, as ISO 8601.");
  return { count: await countPaymentsSince(ctx, since) };
});
