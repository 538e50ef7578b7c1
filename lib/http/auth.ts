import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import NextAuth, { type NextAuthConfig } from "next-auth";
import { systemClock } from "../core/clock";
import { env } from "../core/env";
import { log } from "../core/log";
import { newToken } from "../core/token";
import { signInAdapter } from "../sign-in/adapter";
import { signOutEverywhere } from "../sign-in/commands";
import { endSession, sessionMaxMs } from "../sign-in/sessions";
import { isFromOwnPage, requireSameOrigin } from "./action";
import { cookieName, cookieOptions, isSecure, sessionCookie } from "./cookies";
import { identityProvider, oauthProviders, signInProviders, verifiedProfile } from "./oauth-providers";
import { problemResponse } from "./problem";
import { requestIdOf } from "./request";
import { returnPath } from "./return-path";
import { findPersonCtx } from "./session";

const lastProviderDays = 365;

/** Auth.js only walks the OAuth flow. Who is signed in is decided in `session.ts`, which never asks it. */
const { handlers, signIn } = NextAuth((request) => authConfig(request ?? null));

function authConfig(request: NextRequest | null): NextAuthConfig {
  const adapter = signInAdapter({
    clock: systemClock,
    requestId: requestIdOf(request?.headers ?? new Headers()),
    replaces: request?.cookies.get(sessionCookie())?.value ?? null,
    identityProvider,
  });
  return {
    adapter,
    providers: oauthProviders(),
    secret: env().authSecret,
    basePath: "/api/auth",
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/" },
    session: { strategy: "database", maxAge: sessionMaxMs / 1000, generateSessionToken: newToken },
    useSecureCookies: isSecure(),
    cookies: Object.fromEntries(
      (["sessionToken", "callbackUrl", "csrfToken", "pkceCodeVerifier", "state", "nonce"] as const).map(
        (kind) => [
          kind,
          { name: kind === "sessionToken" ? sessionCookie() : cookieName(kind), options: cookieOptions() },
        ],
      ),
    ),
    callbacks: {
      redirect: ({ url, baseUrl }) =>
        baseUrl + returnPath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
      signIn: async ({ account, profile }) => {
        const verified = account ? verifiedProfile(account.provider, profile) : null;
        if (!account || !verified) return false;
        await adapter.refreshUser(account.provider, verified);
        return true;
      },
    },
    logger: {
      error: (error) => log.warn("sign-in failed", { error: causeOf(error) }),
      warn: (code) => log.warn("sign-in warning", { code }),
      debug: () => undefined,
    },
  };
}

/** Sends the browser to a provider; it comes back to `next`. `again` lets the person choose another account there. */
export async function startSignIn(provider: string, next: string, again: boolean): Promise<never> {
  if (!(await isFromOwnPage())) redirect("/sign-in?error=forbidden");
  const { name, ...options } = { name: cookieName("provider"), ...cookieOptions() };
  if (signInProviders().some(({ id }) => id === provider)) {
    (await cookies()).set(name, provider, { ...options, maxAge: lastProviderDays * 24 * 60 * 60 });
  }
  // Auth.js answers with its own redirect, which throws; a provider that it does not know leads back to our page.
  const prompt = provider === "oidc" ? "login" : "select_account";
  return signIn(provider, { redirectTo: returnPath(next) }, again ? { prompt } : undefined);
}

export async function lastProvider(): Promise<string | null> {
  return (await cookies()).get(cookieName("provider"))?.value ?? null;
}

/** Where a sign-in that failed was meant to lead. */
export async function interruptedPath(): Promise<string> {
  const url = (await cookies()).get(cookieName("callbackUrl"))?.value ?? "";
  return returnPath(url.startsWith(`${env().appUrl}/`) ? url.slice(env().appUrl.length) : null);
}

/** The provider's answer: the one Auth.js route that is open. All others are pages or actions of ours. */
export async function finishSignIn(request: NextRequest): Promise<Response> {
  const isCallback = /^\/api\/auth\/callback\/[a-z]+$/.test(request.nextUrl.pathname);
  if (isCallback) return handlers.GET(request);
  return problemResponse(
    { code: "not_found", message: "There is nothing here" },
    requestIdOf(request.headers),
  );
}

export async function endOwnSession(): Promise<void> {
  await requireSameOrigin();
  const jar = await cookies();
  const token = jar.get(sessionCookie())?.value;
  if (token) await endSession(token, systemClock.now());
  jar.delete({ name: sessionCookie(), ...cookieOptions() });
}

/** Signs this person out of every browser, this one included. */
export async function endEverySession(): Promise<void> {
  await requireSameOrigin();
  const ctx = await findPersonCtx();
  if (ctx) await signOutEverywhere(ctx, {});
  await endOwnSession();
}

function causeOf(error: Error): unknown {
  const { cause } = error;
  return cause && typeof cause === "object" && "err" in cause ? cause.err : error;
}
