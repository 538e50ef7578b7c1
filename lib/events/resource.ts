import { z } from "zod";
import { environments } from "../../db/columns";
import { isUuid, showId } from "../core/ids";
import { withMaskedUrls } from "../core/masked-url";
import { instant, resource } from "../core/resource";
import type { DomainEvent } from "./queries";

export const actorResource = resource("Actor", {
  kind: z.enum(["user", "api_key", "system", "provider", "visitor"]),
  id: z.string(),
});

export const domainEventResource = resource("Event", {
  id: z.string(),
  type: z.string(),
  profileId: z.string(),
  sequence: z.int().describe("Counts the events of one profile, without gaps."),
  environment: z.enum(environments),
  occurredAt: instant,
  receivedAt: instant,
  actor: actorResource,
  data: z.record(z.string(), z.unknown()),
});

export function showDomainEvent(event: DomainEvent): z.input<typeof domainEventResource> {
  return {
    id: showId("event", event.id),
    type: event.type,
    profileId: showId("profile", event.profileId),
    sequence: event.sequence,
    environment: event.environment,
    occurredAt: event.occurredAt.toISOString(),
    receivedAt: event.receivedAt.toISOString(),
    actor: showActor(event),
    data: withMaskedUrls(event.payload),
  };
}

export type Acting = Pick<DomainEvent, "actorKind" | "actorId">;

/** People, keys and visitors by their shown ids; jobs and integrations by their names. */
export function showActor({ actorKind, actorId }: Acting): z.input<typeof actorResource> {
  const kinds = { user: "user", api_key: "apiKey", visitor: "profile" } as const;
  const shown = actorKind in kinds ? kinds[actorKind as keyof typeof kinds] : null; // asked just before
  return { kind: actorKind, id: shown && isUuid(actorId) ? showId(shown, actorId) : actorId };
}
