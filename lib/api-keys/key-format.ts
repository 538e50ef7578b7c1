import { randomBytes } from "node:crypto";

const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const bodyLength = 43;
const sumLength = 6;

export type KeyPrefix = "pk" | "sk";

/** 256 random bits in base62 and their checksum, so that a mistyped or leaked key is known without a look-up. */
export function newKey(prefix: KeyPrefix): string {
  return keyOf(prefix, randomBytes(32));
}

export function keyOf(prefix: KeyPrefix, bits: Buffer): string {
  const body = base62(BigInt(`0x${bits.toString("hex")}`), bodyLength);
  return `${prefix}_${body}${checksum(body)}`;
}

/** True for a text that `newKey` could have made. */
export function isKey(prefix: KeyPrefix, text: string): boolean {
  const start = prefix.length + 1;
  if (text.length !== start + bodyLength + sumLength || !text.startsWith(`${prefix}_`)) return false;
  const body = text.slice(start, start + bodyLength);
  return /^[0-9A-Za-z]+$/.test(body) && text.endsWith(checksum(body));
}

/** CRC32, which node:zlib has only from 20.15 on. */
export function crc32(text: string): number {
  let sum = ~0;
  for (const byte of Buffer.from(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), sumLength);
}

function base62(value: bigint, length: number): string {
  let rest = value;
  let text = "";
  while (text.length < length) {
    text = letters.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}
