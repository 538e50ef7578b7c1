import { search } from "@/lib/customers/search";
import { sessionRoute } from "@/lib/http/session-route";

export const GET = sessionRoute("customers:read", ({ ctx, request }) =>
  search(ctx, request.nextUrl.searchParams.get("q") ?? ""),
);
