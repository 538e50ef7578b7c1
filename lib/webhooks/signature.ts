import { createHmac, randomBytes } from "node:crypto";
import { type Sealed, seal, unseal } from "../core/sealed";

/** What an endpoint keeps sealed. Names and values of headers stand in the order in which they are sent. */
export type EndpointSecrets = {
  current: string;
  /** Each signs beside the current one until its time is over. */
  previous?: { secret: string; until: string }[];
  /** For receivers that compare a shared secret. */
  sharedHeader?: { name: string; value: string };
  headers: [name: string, value: string][];
};

type SealedOwner = { projectId: string; id: string };

const prefix = "whsec_";

export function newSigningSecret(): string {
  return `${prefix}${randomBytes(32).toString("base64")}`;
}

/** Enough to tell two secrets apart, and not enough to use one. */
export function secretHint(secret: string): string {
  return `${prefix}…${secret.replace(/=*$/, "").slice(-4)}`;
}

/** The secrets that sign at this moment, the current one first. */
export function signingSecrets({ current, previous = [] }: EndpointSecrets, now: Date): string[] {
  const lasting = previous.filter(({ until }) => new Date(until) > now);
  return [current, ...lasting.map(({ secret }) => secret)];
}

/** `webhook-signature` of Standard Webhooks 1.0: one item for each secret. `timestamp` in seconds. */
export function sign(
  { id, timestamp, body }: { id: string; timestamp: number; body: string },
  secrets: readonly string[],
): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(prefix.length), "base64");
      return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
    })
    .join(" ");
}

/** Sealed for this endpoint alone. */
export function sealEndpointSecrets(owner: SealedOwner, secrets: EndpointSecrets): Sealed {
  return seal(JSON.stringify(secrets), placeOf(owner));
}

export function unsealEndpointSecrets(
  owner: SealedOwner & { secrets: Buffer; keyId: string },
): EndpointSecrets {
  return JSON.parse(unseal({ keyId: owner.keyId, bytes: owner.secrets }, placeOf(owner)));
}

function placeOf({ projectId, id }: SealedOwner): string[] {
  return ["webhook-endpoint", projectId, id];
}
