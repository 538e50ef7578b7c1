import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";

export type Issued = { pem: string; key: KeyObject };
export type CertificateWish = {
  name: string;
  from?: Date;
  to?: Date;
  isAuthority?: boolean;
  /** Who signs it; it signs itself where nobody does. */
  by?: { name: string; key: KeyObject };
  bits?: number;
};

/** A certificate as an authority would make it, for tests: DER by hand, since Node reads certificates and makes none. */
export function makeCertificate(wish: CertificateWish): Issued & { name: string } {
  const { name, isAuthority = false, by, bits = 2_048 } = wish;
  const from = wish.from ?? new Date(Date.UTC(2020, 0, 1));
  const to = wish.to ?? new Date(Date.UTC(2049, 0, 1));
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  const algorithm = sequence(objectId("1.2.840.113549.1.1.11"), der(0x05));
  const extensions = [
    extension("2.5.29.19", isAuthority ? sequence(der(0x01, Buffer.from([0xff]))) : sequence(), true),
    ...(isAuthority ? [] : [extension("2.5.29.17", sequence(der(0x82, Buffer.from(name))), false)]),
  ];
  const body = sequence(
    der(0xa0, integer(2)),
    integer(Math.floor(Math.random() * 1e9) + 1),
    algorithm,
    nameOf(by?.name ?? name),
    sequence(time(from), time(to)),
    nameOf(name),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = createSign("sha256")
    .update(body)
    .sign(by?.key ?? privateKey);
  const whole = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    name,
    key: privateKey,
    pem: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
  };
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return der(0x02, (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const bytes = rest.flatMap((part) => {
    const groups = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

function nameOf(text: string): Buffer {
  return sequence(der(0x31, sequence(objectId("2.5.4.3"), der(0x0c, Buffer.from(text)))));
}

function time(value: Date): Buffer {
  const text = value.toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  return value.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}

function extension(id: string, value: Buffer, isCritical: boolean): Buffer {
  return sequence(objectId(id), ...(isCritical ? [der(0x01, Buffer.from([0xff]))] : []), der(0x04, value));
}
