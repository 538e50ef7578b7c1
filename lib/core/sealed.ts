import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { peppers } from "./pepper";

export type Sealed = { keyId: string; bytes: Buffer };

const purpose = "sealed secrets";
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under the first of ENCRYPTION_KEYS. Only the place that it was sealed for can open it. */
export function seal(text: string, place: readonly string[]): Sealed {
  const [{ id, pepper }] = peppers(purpose);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", pepper, nonce);
  cipher.setAAD(Buffer.from(JSON.stringify(place)));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return { keyId: id, bytes: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
}

/** Throws where the key has left ENCRYPTION_KEYS, or the bytes were changed or moved. */
export function unseal({ keyId, bytes }: Sealed, place: readonly string[]): string {
  const key = peppers(purpose).find(({ id }) => id === keyId);
  if (!key) throw new Error(`a secret was sealed by the key ${keyId}, which ENCRYPTION_KEYS does not have`);
  const decipher = createDecipheriv("aes-256-gcm", key.pepper, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(JSON.stringify(place)));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString(
    "utf8",
  );
}

/** The same as one text, for columns that hold others unsealed. */
export function sealText(text: string, place: readonly string[]): string {
  const { keyId, bytes } = seal(text, place);
  return `${keyId}:${bytes.toString("base64")}`;
}

export function unsealText(sealed: string, place: readonly string[]): string {
  const at = sealed.lastIndexOf(":");
  return unseal({ keyId: sealed.slice(0, at), bytes: Buffer.from(sealed.slice(at + 1), "base64") }, place);
}
