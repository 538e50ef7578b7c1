import type { Ctx } from "../core/ctx";
import { findPeopleNames } from "../core/directory/people";
import { findId } from "../core/ids";
import { withMaskedUrls } from "../core/masked-url";
import type { Customer } from "../customers/customer";
import { eventTypes } from "../events/catalogue";
import { eventDescriptions } from "../events/descriptions";
import { findCustomerEvent } from "../webhooks/of-customer";
import type { Links } from "./links";

/** An event of a customer as its panel shows it; null where it is not theirs. */
export async function openedEvent(ctx: Ctx, customer: Customer, shownId: string, links: Links) {
  const event = await findCustomerEvent(ctx, customer, shownId);
  if (!event) return null;
  const type = eventTypes.find((known) => known === event.type);
  const userId = event.actorKind === "user" ? (findId("user", event.actorId) ?? event.actorId) : null;
  const names = await findPeopleNames(userId ? [userId] : []);
  return {
    event: { ...event, payload: withMaskedUrls(event.payload) },
    words: type ? eventDescriptions[type].words : null,
    actorName: names.get(event.actorId),
    typeHref: type ? links.eventType(type) : null,
  };
}
