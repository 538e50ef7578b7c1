import { actorWords } from "@/components/timeline/actor-words";
import type { EntryAnswer } from "@/components/timeline/entry-details";
import { getCustomer } from "@/lib/customers/customer";
import { sessionRoute } from "@/lib/http/session-route";
import { maskedUrl } from "@/lib/sessions/schema";
import { getTimelineEntry } from "@/lib/timeline/queries";

/** One entry of a customer's timeline, as the API gives it. */
export const GET = sessionRoute<{ project: string; customer: string; entry: string }>(
  "customers:read",
  async ({ ctx, params }): Promise<EntryAnswer> => {
    const customer = await getCustomer(ctx, params.customer);
    const { entry, name } = await getTimelineEntry(ctx, customer, params.entry);
    const masked = JSON.stringify(entry, (_, value) =>
      typeof value === "string" ? maskedUrl(value) : value,
    );
    return { entry: JSON.parse(masked), by: actorWords(entry.actor.kind, name) };
  },
);
