import type { Environment } from "../../db/columns";
import { showId } from "../core/ids";
import { withMaskedUrls } from "../core/masked-url";
import type { Customer } from "../customers/customer";
import type { Name } from "../identity/names";

const mostBytes = 256 * 1024;
const appKinds = new Set(["user_id", "anonymous", "identified"]);

/** What is said of an event to everyone, whether or not more may be said. */
export type Told = {
  projectId: string;
  eventId: string;
  type: string;
  profileId: string;
  sequence: number;
  environment: Environment;
  occurredAt: Date;
};

export type Subject = { customer: Customer; names: readonly Name[] };

/** FunnelFox's envelope, which its receivers know. Null where it is too large to be sent: what goes out then is thin. */
export function fullBody(
  told: Told,
  payload: Record<string, unknown>,
  subject: Subject | null,
): string | null {
  const body = JSON.stringify({
    ...head(told),
    session_id: payload.session_id ?? null,
    funnel_id: payload.funnel_id ?? null,
    // Of an erased person nothing is left but ids, in the event as well.
    profile: subject ? profileOf(subject) : { id: showId("profile", told.profileId) },
    data: withMaskedUrls(payload),
  });
  return Buffer.byteLength(body) > mostBytes ? null : body;
}

/** Ids, type and times only: for endpoints that ask for no more, for bodies that are too large, and for erased people. */
export function thinBody(told: Told): string {
  return JSON.stringify(head(told));
}

function head({ projectId, eventId, type, profileId, sequence, environment, occurredAt }: Told) {
  return {
    id: showId("event", eventId),
    type,
    timestamp: occurredAt.toISOString(),
    created_at: Math.floor(occurredAt.getTime() / 1_000),
    project_id: showId("project", projectId),
    is_sandbox: environment !== "production",
    profile_id: showId("profile", profileId),
    sequence,
  };
}

function profileOf({ customer, names }: Subject) {
  const aliases = names.filter(({ kind }) => appKinds.has(kind));
  const { country, language, timezone, userAgent } = customer.latest;
  return {
    id: showId("profile", customer.id),
    email: customer.email,
    user_id: customer.userId,
    app_user_id: aliases.find(({ isInEvents }) => isInEvents)?.value ?? null,
    aliases: [...new Set(aliases.map(({ value }) => value))],
    country,
    locale: language,
    time_zone: timezone,
    user_agent: userAgent,
    created_at: Math.floor(customer.createdAt.getTime() / 1_000),
  };
}
