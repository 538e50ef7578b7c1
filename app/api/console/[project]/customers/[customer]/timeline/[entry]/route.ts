import { actorWords } from "@/components/timeline/actor-words";
import type { EntryAnswer } from "@/components/timeline/entry-details";
import { withMaskedUrls } from "@/lib/core/masked-url";
import { getCustomer } from "@/lib/customers/customer";
import { sessionRoute } from "@/lib/http/session-route";
import { getTimelineEntry } from "@/lib/timeline/queries";

/** One entry of a customer's timeline, as the API gives it. */
export const GET = sessionRoute<{ project: string; customer: string; entry: string }>(
  "customers:read",
  async ({ ctx, params }): Promise<EntryAnswer> => {
    const customer = await getCustomer(ctx, params.customer);
    const { entry, name } = await getTimelineEntry(ctx, customer, params.entry);
    return { entry: withMaskedUrls(entry), by: actorWords(entry.actor.kind, name) };
  },
);
