import type { EventType } from "@/lib/events/catalogue";
import type { ActionResult } from "@/lib/http/action";

type OfEndpoint = (slug: string, input: { endpoint: string }) => Promise<ActionResult>;
type OfReplay = (slug: string, input: { replay: string }) => Promise<ActionResult>;

export type MadeSecret = { endpointId: string; secret: string };

export type EndpointFacts = {
  url: string;
  description: string | null;
  types: EventType[] | null;
  environment: "production" | "preview";
  payload: "full" | "thin";
};

type Secrets<Value, Shared> = { headers: Record<string, Value>; sharedSecret: Shared | null };
export type AddEndpoint = (
  slug: string,
  input: EndpointFacts & Secrets<string, { name: string; value: string }>,
) => Promise<ActionResult<MadeSecret>>;

/** Of headers null keeps the value that is there; so does a shared secret without one. */
export type ChangeEndpoint = (
  slug: string,
  input: { endpoint: string; version: number } & EndpointFacts &
    Secrets<string | null, { name: string; value?: string }>,
) => Promise<ActionResult>;

export type EndpointActions = {
  pause: OfEndpoint;
  resume: OfEndpoint;
  enable: OfEndpoint;
  remove: OfEndpoint;
};

export type Rotate = (
  slug: string,
  input: { endpoint: string; overlapHours: number },
) => Promise<ActionResult<MadeSecret>>;

export type Recover = (
  slug: string,
  input: { endpoint: string; since: string },
) => Promise<ActionResult<{ replayId: string; total: number }>>;

export type ReplayActions = { pause: OfReplay; resume: OfReplay; stop: OfReplay };
