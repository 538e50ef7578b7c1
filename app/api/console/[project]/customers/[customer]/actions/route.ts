import { getCustomer } from "@/lib/customers/customer";
import { sessionRoute } from "@/lib/http/session-route";
import { listCustomerActions } from "@/lib/support/customer-actions";

/** What can be done for a customer; `?open=` is the order or transaction that is looked at. */
export const GET = sessionRoute<{ project: string; customer: string }>(
  "subscriptions:write",
  async ({ ctx, request, params }) =>
    listCustomerActions(
      ctx,
      await getCustomer(ctx, params.customer),
      request.nextUrl.searchParams.get("open"),
    ),
);
