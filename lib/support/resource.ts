import { z } from "zod";
import { supportActionKinds } from "../../db/schema/subscriptions";
import { showId } from "../core/ids";
import { instant, resource } from "../core/resource";
import { actorResource, showActor } from "../events/resource";
import { actKinds } from "./available";
import { effectsResource } from "./effects";
import type { HistoryEntry } from "./queries";

export const supportActionResource = resource("SupportAction", {
  id: z.string(),
  customer: z.string().nullable().describe("Null once the person was erased."),
  kind: z.enum(supportActionKinds),
  state: z.enum(["pending", "done", "failed"]).describe("Pending until the gateway has confirmed it."),
  subscription: z.string().nullable(),
  order: z.string().nullable(),
  reason: z.string().nullable(),
  comment: z.string().nullable(),
  by: actorResource,
  byName: z.string(),
  effects: effectsResource.nullable().describe("What was promised when it was done."),
  createdAt: instant,
  settledAt: instant.nullable(),
});

export function showSupportAction(action: HistoryEntry): z.input<typeof supportActionResource> {
  const effects = effectsResource.safeParse(action.details?.effects);
  return {
    id: showId("supportAction", action.id),
    customer: action.profileId && showId("profile", action.profileId),
    kind: action.kind,
    state: action.state,
    subscription: action.subscriptionId && showId("subscription", action.subscriptionId),
    order: action.orderId && showId("order", action.orderId),
    reason: action.reason,
    comment: action.comment,
    by: showActor(action),
    byName: action.actorName,
    effects: effects.success ? effects.data : null,
    createdAt: action.createdAt.toISOString(),
    settledAt: action.settledAt?.toISOString() ?? null,
  };
}

export const previewResource = resource("ActionPreview", {
  version: z.int().describe("Send it with the action: where something has changed since, nothing is done."),
  effects: effectsResource,
});

export const availableActionResource = resource("AvailableAction", {
  kind: z.enum(actKinds),
  isEnabled: z.boolean(),
  why: z.string().nullable().describe("Why not; null where it is enabled."),
});
