import type { Environment } from "@/db/columns";
import { deriveId } from "@/lib/core/ids";
import { rememberLatest } from "@/lib/core/remember";

/**
 * A preview visit hashes another word, so the same visitor key in both environments is two profiles: a person who tries
 * a funnel never becomes part of its figures.
 */
export function profileIdOf(projectId: string, environment: Environment, visitor: string): string {
  return deriveId(environment === "preview" ? "preview profile" : "profile", projectId, visitor);
}

export function sessionIdOf(
  projectId: string,
  environment: Environment,
  visitor: string,
  session: string,
): string {
  return deriveId(environment === "preview" ? "preview session" : "session", projectId, visitor, session);
}

/** All visits of a campaign name the same few funnels, so these are remembered. */
export function funnelIdOf(projectId: string, alias: string): string {
  return funnelId(`${projectId} ${alias}`);
}

const funnelId = rememberLatest(1_000, (place) => deriveId("funnel", place.slice(0, 36), place.slice(37)));
