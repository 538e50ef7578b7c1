import { z } from "zod";
import { attributeSources } from "../../db/schema/attributes";
import { instant, resource } from "../core/resource";
import type { Attribute } from "../customers/facts";
import { actorResource, showActor } from "../events/resource";
import type { AttributeChange } from "./queries";

const source = z.enum(attributeSources);

export const attributeResource = resource("Attribute", {
  key: z.string(),
  value: z.string(),
  source,
  updatedAt: instant,
});

export function showAttribute({
  key,
  value,
  source,
  updatedAt,
}: Attribute): z.input<typeof attributeResource> {
  return { key, value, source, updatedAt: updatedAt.toISOString() };
}

export const attributeChangeResource = resource("AttributeChange", {
  value: z.string().nullable().describe("Null where the attribute was deleted."),
  source,
  actor: actorResource,
  actorName: z.string(),
  updatedAt: instant,
  receivedAt: instant,
});

export function showAttributeChange(change: AttributeChange): z.input<typeof attributeChangeResource> {
  return {
    value: change.value,
    source: change.source,
    actor: showActor(change),
    actorName: change.actorName,
    updatedAt: change.updatedAt.toISOString(),
    receivedAt: change.receivedAt.toISOString(),
  };
}
