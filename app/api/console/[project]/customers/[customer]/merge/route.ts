import { getCustomer } from "@/lib/customers/customer";
import { sessionRoute } from "@/lib/http/session-route";
import { compareCustomers, listCandidates } from "@/lib/identity/queries";

/** `?with=` a customer: both side by side. Else those who may be the same person, by `?q=` or by what the queue holds. */
export const GET = sessionRoute<{ project: string; customer: string }>(
  "customers:merge",
  async ({ ctx, request, params }) => {
    const search = request.nextUrl.searchParams;
    const other = search.get("with");
    if (other) return { comparison: await compareCustomers(ctx, params.customer, other) };
    const customer = await getCustomer(ctx, params.customer);
    return { candidates: await listCandidates(ctx, customer, search.get("q") ?? "") };
  },
);
