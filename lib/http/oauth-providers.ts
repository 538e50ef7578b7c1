import type { Provider } from "@auth/core/providers";
import { env } from "../core/env";
import { profileFromClaims, profileFromGithub, type VerifiedProfile } from "../sign-in/verified-profile";

type Check = "pkce" | "state" | "nonce";

const openIdChecks: Check[] = ["pkce", "state", "nonce"];
const githubApi = "https://api.github.com";

/** The providers that the environment names, in the order in which the sign-in page shows them. */
export function signInProviders(): { id: string; name: string }[] {
  const { oidc, google, github } = env();
  return [
    ...(oidc ? [{ id: "oidc", name: oidc.name }] : []),
    ...(google ? [{ id: "google", name: "Google" }] : []),
    ...(github ? [{ id: "github", name: "GitHub" }] : []),
  ];
}

/** How an identity is stored: with the issuer for OpenID, since subjects of two issuers may be the same. */
export function identityProvider(id: string): string {
  const { oidc } = env();
  return id === "oidc" && oidc ? `oidc ${oidc.issuer}` : id;
}

/** The name that people know for a stored identity provider. */
export function providerName(stored: string): string {
  const known = signInProviders().find((provider) => identityProvider(provider.id) === stored);
  return known?.name ?? { google: "Google", github: "GitHub" }[stored] ?? "Single sign-on";
}

/** Where a sign-in form may lead, for the page's policy. */
export function formHosts(): string[] {
  const { oidc, google, github } = env();
  return [
    ...(oidc ? [new URL(oidc.issuer).origin] : []),
    ...(google ? ["https://accounts.google.com"] : []),
    ...(github ? ["https://github.com"] : []),
  ];
}

export function oauthProviders(): Provider[] {
  const { oidc, google, github } = env();
  const providers: Provider[] = [];
  if (oidc) {
    providers.push({
      id: "oidc",
      name: oidc.name,
      type: "oidc",
      issuer: oidc.issuer,
      clientId: oidc.id,
      clientSecret: oidc.secret,
      checks: openIdChecks,
      // Many providers put the address into userinfo only.
      idToken: false,
      profile: (claims) => profileOrNobody(profileFromClaims(claims)),
    });
  }
  if (google) {
    providers.push({
      id: "google",
      name: "Google",
      type: "oidc",
      issuer: "https://accounts.google.com",
      clientId: google.id,
      clientSecret: google.secret,
      checks: openIdChecks,
      profile: (claims) => profileOrNobody(profileFromClaims(claims)),
    });
  }
  if (github) {
    providers.push({
      id: "github",
      name: "GitHub",
      type: "oauth",
      issuer: "https://github.com/login/oauth",
      clientId: github.id,
      clientSecret: github.secret,
      authorization: {
        url: "https://github.com/login/oauth/authorize",
        params: { scope: "read:user user:email" },
      },
      token: "https://github.com/login/oauth/access_token",
      checks: ["pkce", "state"],
      userinfo: { url: `${githubApi}/user`, request: askGithub },
      profile: ({ user, emails }) => profileOrNobody(profileFromGithub(user, emails)),
    });
  }
  return providers;
}

/** The verified profile in what a provider answered, or null. */
export function verifiedProfile(provider: string, answer: unknown): VerifiedProfile | null {
  if (provider !== "github") return profileFromClaims(answer);
  const parts = typeof answer === "object" && answer !== null ? answer : {};
  return profileFromGithub(Reflect.get(parts, "user"), Reflect.get(parts, "emails"));
}

async function askGithub({ tokens }: { tokens: { access_token?: string } }) {
  const ask = async (path: string): Promise<unknown> => {
    const response = await fetch(`${githubApi}${path}`, {
      headers: { Authorization: `Bearer ${tokens.access_token}`, Accept: "application/vnd.github+json" },
      signal: AbortSignal.timeout(10_000),
    });
    return response.ok ? response.json() : null;
  };
  const [user, emails] = await Promise.all([ask("/user"), ask("/user/emails")]);
  return { user, emails };
}

// The sign-in callback refuses an account without a verified address; until then Auth.js needs an object.
function profileOrNobody(profile: VerifiedProfile | null) {
  return profile ?? { id: "unverified", email: null };
}
