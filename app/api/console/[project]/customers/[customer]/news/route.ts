import { AppError } from "@/lib/core/errors";
import { getCustomer } from "@/lib/customers/customer";
import { sessionRoute } from "@/lib/http/session-route";
import { countArrivedSince } from "@/lib/timeline/queries";
import { timelineSearch } from "@/lib/timeline/schema";

/**
 * How many rows of the timeline have arrived since the newest one on the page: `?since=` its time of arrival in ms,
 * `kind=` what the page shows.
 */
export const GET = sessionRoute<{ project: string; customer: string }>(
  "customers:read",
  async ({ ctx, request, params }) => {
    const since = request.nextUrl.searchParams.get("since") ?? "";
    const { kind } = timelineSearch.parse({ kind: request.nextUrl.searchParams.get("kind") });
    if (!/^\d{1,13}$/.test(since)) throw new AppError("invalid", "since is a time in milliseconds");
    const customer = await getCustomer(ctx, params.customer);
    return { count: await countArrivedSince(ctx, customer, new Date(Number(since)), kind) };
  },
);
