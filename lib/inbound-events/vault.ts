import type { InboundProvider } from "../../db/columns";
import type { inboundEvents } from "../../db/schema/inbound-events";
import { newId } from "../core/ids";
import { seal, unseal } from "../core/sealed";
import type { Parsed } from "./facts";

export type InboundEvent = typeof inboundEvents.$inferSelect;

/** What came, byte for byte, and the headers by which it was believed. */
export type Raw = { body: Buffer; headers: Record<string, string> };

type Place = { projectId: string; id: string };

/** Sealed for this event alone. */
export function sealRaw({ projectId, id }: Place, { body, headers }: Raw) {
  const { bytes, keyId } = seal(JSON.stringify({ body: body.toString("base64"), headers }), [projectId, id]);
  return { sealed: bytes, keyId };
}

/** Null where the body is gone: its retention is over, or its person was erased. */
export function openRaw({ projectId, id, sealed, keyId }: InboundEvent): Raw | null {
  if (!sealed || !keyId) return null;
  const { body, headers } = JSON.parse(unseal({ keyId, bytes: sealed }, [projectId, id]));
  return { body: Buffer.from(body, "base64"), headers };
}

export type Arrived = {
  projectId: string;
  integrationId: string;
  provider: InboundProvider;
  raw: Raw;
  said: Pick<Parsed, "providerEventId" | "type" | "occurredAt" | "environment">;
  receivedAt: Date;
};

/** As it will be stored. The work of sealing is done here, outside of any transaction. */
export function rowOf(arrived: Arrived): typeof inboundEvents.$inferInsert {
  const { projectId, integrationId, provider, raw, said, receivedAt } = arrived;
  const id = newId(receivedAt);
  return {
    ...{ projectId, id, integrationId, provider, environment: said.environment },
    providerEventId: said.providerEventId.slice(0, 255),
    type: said.type.slice(0, 255),
    ...sealRaw({ projectId, id }, raw),
    bytes: raw.body.length,
    occurredAt: said.occurredAt ?? receivedAt,
    receivedAt,
    state: "waiting",
    attempts: 0,
    deaths: 0,
    nextAttemptAt: receivedAt,
  };
}
