import { X509Certificate } from "node:crypto";
import { expect, it } from "vitest";
import { makeCertificate } from "@/tests/providers/certificates";
import {
  paypalCertificateUrl,
  paypalIssuer,
  paypalLeaf,
  paypalRoot,
  testCertificates,
} from "@/tests/providers/signing";
import { crc32 } from "./crc32";
import { certificateStore } from "./paypal-certificates";

const now = new Date("2026-11-20T12:00:00Z");
const name = "messageverificationcerts.paypal.com";
const noting = (asked: string[], answer: string | null) => async (url: string) => {
  asked.push(url);
  return answer;
};
const roots = () => [new X509Certificate(paypalRoot.pem)];

it("trusts a certificate of PayPal's name by way of its issuers, in whatever order they stand", async () => {
  expect(await testCertificates().keyAt(paypalCertificateUrl, now)).toHaveProperty("key");
  const another = makeCertificate({ name: "Another", isAuthority: true, by: paypalRoot });
  const pem = paypalLeaf.pem + another.pem + paypalRoot.pem + paypalIssuer.pem;
  expect(await testCertificates(pem).keyAt(paypalCertificateUrl, now)).toHaveProperty("key");
});

const stranger = makeCertificate({ name: "Test Root", isAuthority: true });
const noAuthority = makeCertificate({ name: "No Authority", by: paypalRoot });
const day = 86_400_000;
it.each([
  ["nothing", ""],
  ["no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"],
  ["no issuer", paypalLeaf.pem],
  ["its own signature", makeCertificate({ name }).pem],
  ["an unknown root of the same name", makeCertificate({ name, by: stranger }).pem + stranger.pem],
  ["an issuer that is no authority", makeCertificate({ name, by: noAuthority }).pem + noAuthority.pem],
  ["another's name", makeCertificate({ name: "paypal.com.example", by: paypalRoot }).pem],
  [
    "the name of PayPal's sandbox",
    makeCertificate({ name: "messageverificationcerts.sandbox.paypal.com", by: paypalRoot }).pem,
  ],
  ["a wildcard", makeCertificate({ name: "*.paypal.com", by: paypalRoot }).pem],
  ["an end in the past", makeCertificate({ name, by: paypalRoot, to: new Date(now.getTime() - day) }).pem],
  [
    "a beginning in the future",
    makeCertificate({ name, by: paypalRoot, from: new Date(now.getTime() + day) }).pem,
  ],
  ["a short key", makeCertificate({ name, by: paypalRoot, bits: 1_024 }).pem],
  ["an authority itself", makeCertificate({ name, by: paypalRoot, isAuthority: true }).pem],
])("does not trust a certificate with %s", async (_, pem) => {
  expect(await testCertificates(pem).keyAt(paypalCertificateUrl, now)).toBe("certificate");
});

it("by default trusts the issuer of PayPal's certificates and no other", async () => {
  const store = certificateStore({
    fetchCertificate: async () => paypalLeaf.pem + paypalIssuer.pem + paypalRoot.pem,
  });
  expect(await store.keyAt(paypalCertificateUrl, now)).toBe("certificate");
});

it.each([
  "http://api.paypal.com/v1/notifications/certs/CERT-1",
  "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
  "https://evil.example/v1/notifications/certs/CERT-1",
  "https://www.paypal.com/v1/notifications/certs/CERT-1",
  "https://user@api.paypal.com/v1/notifications/certs/CERT-1",
  "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
  "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
  "https://API.PAYPAL.COM/v1/notifications/certs/CERT-1",
  "https://api.paypal.com/v1/notifications/certs/../../x",
  "https://api.paypal.com/v1/notifications/certs/a/b",
  "https://api.paypal.com/v1/notifications/certs/CERT-1?x=1",
  "https://api.paypal.com/v1/notifications/certs/CERT-1#x",
  "https://api.paypal.com/v1/notifications/certs/",
  "https://api.paypal.com\\.evil.example/v1/notifications/certs/CERT-1",
  "https://constructor/v1/notifications/certs/CERT-1",
  "file:///etc/passwd",
  `https://api.paypal.com/v1/notifications/certs/${"a".repeat(201)}`,
])("asks nobody for %s", async (url) => {
  const asked: string[] = [];
  const store = certificateStore({ roots, fetchCertificate: noting(asked, paypalLeaf.pem) });
  expect(await store.keyAt(url, now)).toBe("certificate");
  expect(asked).toEqual([]);
});

it("fetches once for all that wait, and has it when PayPal comes again", async () => {
  let give: (pem: string) => void = () => undefined;
  let count = 0;
  const store = certificateStore({
    ...{ roots, waitMs: 10 },
    fetchCertificate: () => {
      count += 1;
      return new Promise((resolve) => {
        give = resolve;
      });
    },
  });
  const answers = await Promise.all(Array.from({ length: 50 }, () => store.keyAt(paypalCertificateUrl, now)));
  expect(new Set(answers)).toEqual(new Set(["later"]));
  give(paypalLeaf.pem + paypalIssuer.pem);
  await expect.poll(() => store.keyAt(paypalCertificateUrl, now)).toHaveProperty("key");
  expect(count).toBe(1);
});

it("refuses no event because PayPal's certificate was not to be had, and asks again", async () => {
  const answers = [Promise.reject(new Error("away")), Promise.resolve(paypalLeaf.pem + paypalIssuer.pem)];
  answers[0]?.catch(() => undefined);
  const store = certificateStore({
    roots,
    fetchCertificate: () => answers.shift() ?? expect.fail("asked too often"),
  });
  expect(await store.keyAt(paypalCertificateUrl, now)).toBe("later");
  expect(await store.keyAt(paypalCertificateUrl, now)).toHaveProperty("key");
});

it("asks for few at once, and for one that is none not again within a minute", async () => {
  const asked: string[] = [];
  const never = certificateStore({
    ...{ roots, waitMs: 1 },
    fetchCertificate: (url) => {
      asked.push(url);
      return new Promise(() => undefined);
    },
  });
  const urls = Array.from({ length: 500 }, (_, index) => `${paypalCertificateUrl}-${index}`);
  expect(new Set(await Promise.all(urls.map((url) => never.keyAt(url, now))))).toEqual(new Set(["later"]));
  expect(asked).toHaveLength(4);

  const missing: string[] = [];
  const none = certificateStore({ roots, fetchCertificate: noting(missing, null) });
  for (let second = 0; second <= 60; second += 1)
    await none.keyAt(paypalCertificateUrl, new Date(now.getTime() + second * 1_000));
  expect(missing).toHaveLength(2);
});

it("does not trust a kept certificate beyond its end", async () => {
  const store = testCertificates();
  expect(await store.keyAt(paypalCertificateUrl, now)).toHaveProperty("key");
  expect(await store.keyAt(paypalCertificateUrl, new Date("2050-01-01T00:00:00Z"))).toBe("certificate");
});

it("counts CRC-32 as a number without a sign", () => {
  expect(crc32(Buffer.from("123456789"))).toBe(3_421_780_262);
  expect(crc32(Buffer.alloc(0))).toBe(0);
});
