import { deriveId } from "../../lib/core/ids";
import type { Environment } from "../columns";

// The words are those of lib/tracking/ids.ts, which a test holds equal: a real visit to a demo funnel must find it.

export function demoProfileId(projectId: string, environment: Environment, visitor: string): string {
  return deriveId(environment === "preview" ? "preview profile" : "profile", projectId, visitor);
}

export function demoSessionId(
  projectId: string,
  environment: Environment,
  visitor: string,
  session: string,
): string {
  return deriveId(environment === "preview" ? "preview session" : "session", projectId, visitor, session);
}

export function demoFunnelId(projectId: string, alias: string): string {
  return deriveId("funnel", projectId, alias);
}
