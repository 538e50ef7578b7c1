import { getCustomer } from "@/lib/customers/customer";
import { sessionRoute } from "@/lib/http/session-route";
import { previewErasure } from "@/lib/privacy/preview";

/** What an erasure of this customer would do, in numbers. */
export const GET = sessionRoute<{ project: string; customer: string }>(
  "customers:erase",
  async ({ ctx, params }) => {
    const customer = await getCustomer(ctx, params.customer);
    return { ...(await previewErasure(ctx, customer)), profiles: customer.profileIds.length };
  },
);
