import { addressParams } from "@/lib/http/address-params";
import { csvResponse } from "@/lib/http/file-response";
import { sessionRoute } from "@/lib/http/session-route";
import { subscriptionsCsv } from "@/lib/subscription-list/csv";
import { subscriptionList } from "@/lib/subscription-list/schema";

export const GET = sessionRoute("billing:export", async ({ ctx, request }) => {
  const list = subscriptionList.parse(addressParams(request.nextUrl.searchParams));
  return csvResponse(
    subscriptionsCsv(ctx, list),
    `subscriptions-${ctx.clock.now().toISOString().slice(0, 10)}.csv`,
  );
});
