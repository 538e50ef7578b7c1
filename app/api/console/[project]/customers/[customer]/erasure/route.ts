import { getCustomer } from "@/lib/customers/customer";
import { sessionRoute } from "@/lib/http/session-route";
import { listLiveSubscriptions } from "@/lib/privacy/live-subscriptions";
import { previewErasure } from "@/lib/privacy/preview";

/** What an erasure of this customer would do, in numbers. */
export const GET = sessionRoute<{ project: string; customer: string }>(
  "customers:erase",
  async ({ ctx, params }) => {
    const customer = await getCustomer(ctx, params.customer);
    const [preview, subscriptions] = await Promise.all([
      previewErasure(ctx, customer),
      listLiveSubscriptions(ctx, customer.profileIds),
    ]);
    return { ...preview, subscriptions, profiles: customer.profileIds.length };
  },
);
