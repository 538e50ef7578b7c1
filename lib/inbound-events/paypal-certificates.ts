import { type KeyObject, X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { processSingleton } from "../core/process-singleton";
import { safeFetch } from "../core/safe-fetch";
import type { CertificateStore } from "./paypal-signature";

/** Of the certificate's address: the name that it must bear. */
const hosts: Record<string, string> = {
  "api.paypal.com": "messageverificationcerts.paypal.com",
  "api.sandbox.paypal.com": "messageverificationcerts.sandbox.paypal.com",
};
const address = /^https:\/\/([a-z.]+)\/v1\/notifications\/certs\/[A-Za-z0-9_-]{1,200}$/;

const mostKept = 64;
const mostRefused = 256;
const mostAtOnce = 4;
const refusedForMs = 60_000;
const longestChain = 6;

/** What stands at an address: the text, null where the answer was no success, an exception where there was none. */
export type FetchCertificate = (url: string) => Promise<string | null>;
type Trusted = { key: KeyObject; fromMs: number; toMs: number };

/**
 * Keys of PayPal's certificates, each fetched once. A request waits for `waitMs` at most; meanwhile the certificate goes on
 * coming, so that the event is let in when PayPal sends it again.
 */
export function certificateStore({
  fetchCertificate,
  roots = digicertRoots,
  waitMs = 200,
}: {
  fetchCertificate: FetchCertificate;
  roots?: () => readonly X509Certificate[];
  waitMs?: number;
}): CertificateStore {
  const kept = new Map<string, Trusted>();
  const refused = new Map<string, number>();
  const coming = new Map<string, Promise<Trusted | "certificate" | "later">>();

  const fetched = async (
    url: string,
    name: string,
    now: Date,
  ): Promise<Trusted | "certificate" | "later"> => {
    try {
      const text = await fetchCertificate(url);
      const trusted = text === null ? null : findTrusted(text, name, roots(), now);
      if (!trusted) {
        remember(refused, url, now.getTime() + refusedForMs, mostRefused);
        return "certificate";
      }
      remember(kept, url, trusted, mostKept);
      return trusted;
    } catch {
      return "later";
    }
  };
  const begin = (url: string, name: string, now: Date) => {
    if (coming.size >= mostAtOnce) return null;
    const work = fetched(url, name, now);
    coming.set(url, work);
    void work.then(() => coming.delete(url));
    return work;
  };

  return {
    async keyAt(url, now) {
      const [, host = ""] = address.exec(url) ?? [];
      const name = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
      if (name === undefined) return "certificate";
      const known = kept.get(url);
      if (known) return isValid(known, now) ? known : "certificate";
      if ((refused.get(url) ?? 0) > now.getTime()) return "certificate";
      const pending = coming.get(url) ?? begin(url, name, now);
      return pending ? Promise.race([pending, after(waitMs)]) : "later";
    },
  };
}

export function paypalCertificates(): CertificateStore {
  return processSingleton("paypal certificates", () => certificateStore({ fetchCertificate }));
}

const fetchCertificate: FetchCertificate = async (url) => {
  const { status, body, isCut, error } = await safeFetch({ method: "GET", url, headers: {} });
  if (error || isCut || status === null || status >= 500 || status === 429)
    throw new Error(`PayPal's certificate was not to be had: ${error ?? status}`);
  return status === 200 ? body.toString("latin1") : null;
};

/** The first certificate's key, where a chain of valid issuers leads from it to a root and it bears the name. */
function findTrusted(
  text: string,
  name: string,
  roots: readonly X509Certificate[],
  now: Date,
): Trusted | null {
  const [leaf, ...others] = certificatesIn(text);
  if (!leaf || leaf.checkHost(name, { wildcards: false }) === undefined || leaf.ca) return null;
  const { publicKey: key } = leaf;
  if (key.asymmetricKeyType !== "rsa" || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2_048) return null;
  const chain = chainOf(leaf, others, roots, now);
  if (!chain) return null;
  return {
    key,
    fromMs: Math.max(...chain.map(({ validFrom }) => Date.parse(validFrom))),
    toMs: Math.min(...chain.map(({ validTo }) => Date.parse(validTo))),
  };
}

function chainOf(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  now: Date,
): X509Certificate[] | null {
  const chain = [leaf];
  for (let last = leaf; chain.length <= longestChain; ) {
    if (!isCurrent(last, now)) return null;
    const root = roots.find((issuer) => issued(issuer, last));
    if (root) return isCurrent(root, now) ? [...chain, root] : null;
    const next = others.find((issuer) => !chain.includes(issuer) && issued(issuer, last));
    if (!next) return null;
    chain.push(next);
    last = next;
  }
  return null;
}

function issued(issuer: X509Certificate, subject: X509Certificate): boolean {
  return issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
}

function isCurrent({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return isValid({ fromMs: Date.parse(validFrom), toMs: Date.parse(validTo) }, now);
}

function isValid({ fromMs, toMs }: Omit<Trusted, "key">, now: Date): boolean {
  return fromMs <= now.getTime() && now.getTime() <= toMs;
}

function certificatesIn(text: string): X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.slice(0, longestChain).map((block) => new X509Certificate(block));
  } catch {
    return [];
  }
}

let pinned: X509Certificate[] | undefined;

/** Who has signed PayPal's certificates since they exist; any other issuer is not believed, however public it is. */
function digicertRoots(): readonly X509Certificate[] {
  pinned ??= rootCertificates
    .map((pem) => new X509Certificate(pem))
    .filter(({ subject }) => /^O=DigiCert Inc$/m.test(subject));
  return pinned;
}

function remember<T>(map: Map<string, T>, url: string, value: T, most: number): void {
  map.delete(url);
  map.set(url, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

function after(ms: number): Promise<"later"> {
  return new Promise((resolve) => {
    setTimeout(() => resolve("later"), ms).unref();
  });
}
