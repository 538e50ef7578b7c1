import { z } from "zod";
import { environments } from "../../db/columns";
import { showId } from "../core/ids";
import { instant, resource } from "../core/resource";
import type { Funnel } from "./queries";

export const funnelResource = resource("Funnel", {
  id: z.string(),
  alias: z.string().describe("What the page names in data-funnel."),
  title: z.string().nullable(),
  version: z.string().nullable(),
  environment: z.enum(environments).describe("Of its first visit."),
  firstSeenAt: instant,
  lastSeenAt: instant,
});

export function showFunnel(funnel: Funnel): z.input<typeof funnelResource> {
  return {
    id: showId("funnel", funnel.id),
    alias: funnel.alias,
    title: funnel.title,
    version: funnel.version,
    environment: funnel.environment,
    firstSeenAt: funnel.firstSeenAt.toISOString(),
    lastSeenAt: funnel.lastSeenAt.toISOString(),
  };
}
