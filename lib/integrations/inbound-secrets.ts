import { z } from "zod";
import type { integrations } from "../../db/schema/integrations";
import { type Sealed, seal, unseal } from "../core/sealed";

/** What proves that an event is the provider's own: values of headers, and keys of signatures. Several while one is rotated. */
export type InboundSecrets = { authorization: readonly string[]; signing: readonly string[] };

const kept = z.strictObject({
  value: z.string(),
  setAt: z.iso.datetime(),
  /** Until when it is still believed beside its successor; null for the present one. */
  until: z.iso.datetime().nullable(),
});
const stored = z.strictObject({ authorization: z.array(kept), signing: z.array(kept) });
export type KeptSecret = z.infer<typeof kept>;
export type KeptSecrets = z.infer<typeof stored>;

type Row = Pick<typeof integrations.$inferSelect, "projectId" | "id" | "inboundSecrets" | "inboundKeyId">;

export function sealInboundSecrets(projectId: string, id: string, secrets: KeptSecrets): Sealed {
  return seal(JSON.stringify(secrets), [projectId, id, "inbound"]);
}

export function keptSecretsOf({ projectId, id, inboundSecrets, inboundKeyId }: Row): KeptSecrets {
  if (!inboundSecrets || !inboundKeyId) return { authorization: [], signing: [] };
  const text = unseal({ keyId: inboundKeyId, bytes: inboundSecrets }, [projectId, id, "inbound"]);
  return stored.parse(JSON.parse(text));
}

/** Those by which an event is believed now. */
export function inboundSecretsOf(row: Row, now: Date): InboundSecrets {
  const { authorization, signing } = keptSecretsOf(row);
  const valid = (secrets: KeptSecret[]) =>
    secrets.filter(({ until }) => until === null || new Date(until) > now).map(({ value }) => value);
  return { authorization: valid(authorization), signing: valid(signing) };
}
