import { z } from "zod";
import { showId } from "../core/ids";
import { instant, resource } from "../core/resource";
import type { ConsentEntry } from "./queries";

export const consentResource = resource("Consent", {
  id: z.string(),
  profileId: z.string(),
  sessionId: z.string().nullable(),
  purpose: z.string(),
  state: z.enum(["granted", "denied"]),
  source: z.enum(["funnel", "console", "api"]),
  policyVersion: z.string().nullable(),
  occurredAt: instant,
  receivedAt: instant,
});

export function showConsent(entry: ConsentEntry): z.input<typeof consentResource> {
  return {
    id: showId("consent", entry.id),
    profileId: showId("profile", entry.profileId),
    sessionId: entry.sessionId && showId("session", entry.sessionId),
    purpose: entry.purpose,
    state: entry.state,
    source: entry.source,
    policyVersion: entry.policyVersion,
    occurredAt: entry.occurredAt.toISOString(),
    receivedAt: entry.receivedAt.toISOString(),
  };
}
