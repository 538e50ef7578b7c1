import { createHmac, sign as signRsa, X509Certificate } from "node:crypto";
import { crc32 } from "node:zlib";
import type { InboundProvider } from "@/db/columns";
import type { IntegrationSettings } from "@/db/schema/integrations";
import { certificateStore } from "@/lib/inbound-events/paypal-certificates";
import type { InboundSecrets } from "@/lib/integrations/inbound-secrets";
import { makeCertificate } from "./certificates";

/** What a project has set up with each provider in the tests. */
export const testSecrets: Record<InboundProvider, InboundSecrets> = {
  stripe: { authorization: [], signing: ["whsec_onlyForTheTests0000000000000"] },
  paypal: { authorization: [], signing: [] },
  revenuecat: { authorization: ["Bearer only for the tests"], signing: ["rc-signing-only-for-the-tests"] },
  adapty: { authorization: ["adapty only for the tests"], signing: [] },
  funnelfox: { authorization: ["fox-only-for-the-tests"], signing: [] },
  "funnelfox-billing": { authorization: [], signing: ["ff-billing-only-for-the-tests"] },
};

export const testSettings: Record<InboundProvider, IntegrationSettings> = {
  stripe: {},
  paypal: { webhookId: "8PT597110X687430LKGECATA" },
  revenuecat: {},
  adapty: {},
  funnelfox: {},
  "funnelfox-billing": {},
};

export const paypalRoot = makeCertificate({ name: "Test Root", isAuthority: true });
export const paypalIssuer = makeCertificate({ name: "Test Issuer", isAuthority: true, by: paypalRoot });
export const paypalLeaf = makeCertificate({ name: "messageverificationcerts.paypal.com", by: paypalIssuer });
export const paypalCertificateUrl =
  "https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-aecacc47";

/** A store that believes the tests' own root, and finds its certificates without any network. */
export function testCertificates(pem = paypalLeaf.pem + paypalIssuer.pem) {
  return certificateStore({
    fetchCertificate: async (url) => (url === paypalCertificateUrl ? pem : null),
    roots: () => [new X509Certificate(paypalRoot.pem)],
  });
}

/** The headers with which the provider itself would send these bytes. */
export function signedHeaders(
  provider: InboundProvider,
  rawBody: Buffer,
  now: Date,
  secrets: InboundSecrets = testSecrets[provider],
  settings: IntegrationSettings = testSettings[provider],
): Record<string, string> {
  const [authorization = ""] = secrets.authorization;
  const [key = ""] = secrets.signing;
  const hmac = (...parts: (string | Buffer)[]) => {
    const sum = createHmac("sha256", key);
    for (const part of parts) sum.update(part);
    return sum.digest("hex");
  };
  const time = Math.floor(now.getTime() / 1_000);
  switch (provider) {
    case "stripe":
      return { "stripe-signature": `t=${time},v1=${hmac(`${time}.`, rawBody)},v0=${"0".repeat(64)}` };
    case "revenuecat":
      return {
        authorization,
        ...(key ? { "x-revenuecat-webhook-signature": `t=${time},v1=${hmac(`${time}.`, rawBody)}` } : {}),
      };
    case "adapty":
      return { authorization };
    case "funnelfox":
      return { "fox-secret-key": authorization };
    case "funnelfox-billing":
      return { "ff-webhook-signature": hmac(rawBody) };
    case "paypal": {
      const id = "b1ed2a10-5c6f-11f0-a0c1-2f8ec4cb4d0a";
      const sent = now.toISOString();
      const signed = Buffer.from(`${id}|${sent}|${settings.webhookId}|${crc32(rawBody)}`);
      return {
        "paypal-transmission-id": id,
        "paypal-transmission-time": sent,
        "paypal-transmission-sig": signRsa("sha256", signed, paypalLeaf.key).toString("base64"),
        "paypal-cert-url": paypalCertificateUrl,
        "paypal-auth-algo": "SHA256withRSA",
      };
    }
  }
}
