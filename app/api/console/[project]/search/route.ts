import { searchCustomers } from "@/lib/customers/search";
import { sessionRoute } from "@/lib/http/session-route";

export const GET = sessionRoute("customers:read", async ({ ctx, request }) => ({
  customers: await searchCustomers(ctx, request.nextUrl.searchParams.get("q") ?? ""),
}));
