import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import Provider, { type Configuration } from "oidc-provider";
import { signInPage } from "./openid-page";

export type OpenIdUser = {
  /** The subject: the identity that the console keeps. */
  id: string;
  email: string;
  name: string;
  /** Shown on the button, such as the role. */
  note?: string;
  /** The `email_verified` claim; true unless a test says otherwise. */
  isEmailVerified?: boolean;
};

export type OpenIdProvider = { issuer: string; stop(): Promise<void> };

/** A real OpenID provider for the demo and the tests: authorization code with PKCE, one button per user instead of a password. */
export async function startOpenIdProvider(options: {
  port: number;
  host: string;
  /** The console that may ask; its callback is the only redirect that is allowed. */
  appUrl: string;
  clientId: string;
  clientSecret: string;
  users: OpenIdUser[];
}): Promise<OpenIdProvider> {
  // Always localhost: with 127.0.0.1 on one side only, cookies and the token request do not meet.
  const issuer = `http://localhost:${options.port}`;
  const provider = new Provider(issuer, configuration(options));
  const handle = provider.callback();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    // Without the provider's own session each sign-in asks anew who it is.
    if (url.pathname === "/auth") request.headers.cookie = undefined;
    if (!/^\/interaction\/[\w-]+$/.test(url.pathname)) return void handle(request, response);
    interact({ provider, users: options.users, url, request, response }).catch((error: unknown) => {
      response.statusCode = 400;
      response.end(error instanceof Error ? error.message : "This sign-in has expired. Start again.");
    });
  });
  await listening(server, options.port, options.host);
  return { issuer, stop: () => stopped(server) };
}

async function interact(visit: {
  provider: Provider;
  users: OpenIdUser[];
  url: URL;
  request: IncomingMessage;
  response: ServerResponse;
}): Promise<void> {
  const { provider, users, url, request, response } = visit;
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === "login") {
    const chosen = users.find((user) => user.id === url.searchParams.get("user"));
    if (chosen) {
      const login = { accountId: chosen.id, remember: false };
      await provider.interactionFinished(request, response, { login });
    } else {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(signInPage(users, url.pathname));
    }
    return;
  }
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session?.accountId, clientId: String(params.client_id) });
  if (!grant) throw new Error("This sign-in has expired. Start again.");
  grant.addOIDCScope(String(params.scope));
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
}

function configuration(options: Parameters<typeof startOpenIdProvider>[0]): Configuration {
  return {
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: [`${options.appUrl}/api/auth/callback/oidc`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    jwks: {
      keys: [generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" })],
    },
    pkce: { required: () => true },
    claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: [options.clientSecret], names: { session: "openid.session" } },
    ttl: { Session: 60, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    renderError: (ctx, out) => {
      ctx.type = "text";
      ctx.body = `The sign-in could not go on: ${out.error_description ?? out.error}`;
    },
    findAccount: (_ctx, id) => {
      const user = options.users.find((known) => known.id === id);
      if (!user) return undefined;
      return {
        accountId: id,
        claims: () => ({
          sub: id,
          name: user.name,
          email: user.email,
          email_verified: user.isEmailVerified ?? true,
        }),
      };
    },
  };
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
}

function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
