import { actorWords } from "@/components/timeline/actor-words";
import type { EntryAnswer } from "@/components/timeline/entry-details";
import { withMaskedUrls } from "@/lib/core/masked-url";
import { can } from "@/lib/core/permissions";
import { getCustomer } from "@/lib/customers/customer";
import { sessionRoute } from "@/lib/http/session-route";
import { getInboundEvent } from "@/lib/inbound-events/queries";
import { getTimelineEntry } from "@/lib/timeline/queries";

/** One entry of a customer's timeline, as the API gives it. */
export const GET = sessionRoute<{ project: string; customer: string; entry: string }>(
  "customers:read",
  async ({ ctx, params }): Promise<EntryAnswer> => {
    const customer = await getCustomer(ctx, params.customer);
    const { entry, name } = await getTimelineEntry(ctx, customer, params.entry);
    const raw =
      entry.type === "inbound" && can(ctx.actor, "integrations:read")
        ? rawOf((await getInboundEvent(ctx, entry.id)).body)
        : undefined;
    return { entry: withMaskedUrls(entry), by: actorWords(entry.actor.kind, name), raw };
  },
);

/** Null where what was sent is no longer kept. */
function rawOf(body: string | null): unknown {
  if (body === null) return null;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
