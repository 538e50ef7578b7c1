import type { Ctx } from "../core/ctx";
import { showId } from "../core/ids";
import { withMaskedUrls } from "../core/masked-url";
import { listTrouble } from "../customers/operations";
import { listCustomers } from "../customers/queries";
import { showCustomerSummary } from "../customers/resource";
import type { CustomerFilter } from "../customers/schema";
import { showSession } from "../sessions/resource";
import { attributesOf, eventsOf, type ProfileIds, profileIdsOf, sessionsOf } from "./queries";
import type { BulkLine } from "./resource";

export type Included = { attributes: boolean; sessions: boolean; events: boolean };

const customersAtOnce = 100;

/**
 * Every customer that matches, the oldest first, and after each hundred what belongs to them. Each page is read by
 * itself, so that neither memory nor a transaction grows with the length of the answer.
 */
export async function* bulkLines(
  ctx: Ctx,
  filter: CustomerFilter,
  included: Included,
): AsyncGenerator<BulkLine> {
  let cursor: string | null = null;
  let customers = 0;
  do {
    const page: Awaited<ReturnType<typeof listCustomers>> = await listCustomers(ctx, {
      filter,
      sort: { by: "created", isAscending: true },
      size: customersAtOnce,
      columns: [],
      cursor,
    });
    if (page.problem) throw listTrouble(page.problem);
    const profiles = await profileIdsOf(
      ctx,
      page.rows.map((row) => row.id),
    );
    for (const row of page.rows) {
      const profileIds = (profiles.get(row.id) ?? []).map((id) => showId("profile", id));
      yield { type: "customer", ...showCustomerSummary(row, filter.environment), profileIds };
    }
    yield* belongings(ctx, [...profiles.values()].flat(), included);
    customers += page.rows.length;
    cursor = page.nextCursor;
  } while (cursor !== null);
  yield { type: "end", customers };
}

async function* belongings(ctx: Ctx, profileIds: ProfileIds, included: Included): AsyncGenerator<BulkLine> {
  if (profileIds.length === 0) return;
  if (included.attributes)
    for await (const { profileId, key, value, source, updatedAt } of attributesOf(ctx, profileIds))
      yield {
        type: "attribute",
        profileId: showId("profile", profileId),
        key,
        value,
        source,
        updatedAt: updatedAt.toISOString(),
      };
  if (included.sessions)
    for await (const session of sessionsOf(ctx, profileIds))
      yield { type: "session", ...showSession(session) };
  if (included.events)
    for await (const event of eventsOf(ctx, profileIds))
      yield {
        type: "event",
        session: showId("session", event.sessionId),
        profileId: showId("profile", event.profileId),
        id: showId("sessionEvent", event.id),
        name: event.name,
        occurredAt: event.occurredAt.toISOString(),
        receivedAt: event.receivedAt.toISOString(),
        properties: withMaskedUrls(event.properties),
      };
}
