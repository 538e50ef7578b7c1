import type { Ctx } from "../core/ctx";
import { findLatestVisit } from "../sessions/queries";
import type { Links } from "./links";

/** The visit received last as the install page shows it, at first and at every question. */
export async function receivedVisit(ctx: Ctx, links: Links) {
  const visit = await findLatestVisit(ctx);
  if (!visit) return null;
  return {
    sessionId: visit.id,
    receivedAt: visit.receivedAt.toISOString(),
    funnel: visit.funnel.title ?? visit.funnel.alias,
    isPreview: visit.environment === "preview",
    device: [visit.browser, visit.os].filter(Boolean).join(" · ") || "unknown device",
    sessionHref: links.session(visit.id),
    customerHref: links.customer(visit.profileId),
    funnelHref: links.funnel(visit.funnelId),
  };
}
