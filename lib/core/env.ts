import path from "node:path";
import { z } from "zod";
import {
  addressList,
  type EncryptionKey,
  encryptionKeys,
  isLoopbackHost,
  optional,
  origin,
  port,
  safeUrl,
} from "./env-values";
import { processSingleton } from "./process-singleton";

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

export type OAuthClient = { id: string; secret: string };

export type Env = {
  production: boolean;
  databaseUrl: string | null;
  /** Absolute. */
  dataDir: string;
  port: number;
  collectorPort: number;
  host: string;
  /** Origin without a trailing slash, as is collectorUrl. */
  appUrl: string;
  collectorUrl: string;
  authSecret: string;
  google: OAuthClient | null;
  github: OAuthClient | null;
  oidc: (OAuthClient & { issuer: string; name: string }) | null;
  /** The first one writes. */
  encryptionKeys: [EncryptionKey, ...EncryptionKey[]];
  /** CIDR ranges. */
  trustedProxies: string[];
  setupToken: string | null;
  webhookAllowPrivate: string[];
  /** Where the exchange rates of the day are; null keeps those that came with Dossier. */
  fxUrl: string | null;
  /** Where Stripe and PayPal answer; only for rehearsals elsewhere than at their own addresses. */
  stripeUrl: string;
  paypalUrls: { live: string; test: string };
  logLevel: (typeof logLevels)[number];
};

export type EnvProblem = { variable: string; message: string };

/** The message names every variable that is wrong and how to put it right. */
export class EnvError extends Error {
  readonly problems: EnvProblem[];

  constructor(problems: EnvProblem[]) {
    const count =
      problems.length === 1
        ? "One environment variable needs"
        : `${problems.length} environment variables need`;
    super(
      `${count} attention.\n${problems.map((problem) => `  ${problem.variable} ${problem.message}`).join("\n")}`,
    );
    this.name = "EnvError";
    this.problems = problems;
  }
}

const randomValue = `node -p "crypto.randomBytes(32).toString('base64')"`;

const shape = z.object({
  NODE_ENV: optional(z.string()),
  DATABASE_URL: optional(
    z
      .string()
      .regex(
        /^postgres(ql)?:\/\/\S+\/\S+/,
        "is not a database address: write postgres://user:password@host:5432/database, or leave it out to use the embedded database.",
      ),
  ),
  DATA_DIR: optional(z.string()),
  PORT: port(3000),
  COLLECTOR_PORT: port(3001),
  HOST: optional(
    z
      .string()
      .regex(
        /^[A-Za-z0-9.:-]+$/,
        "is not an address: write 127.0.0.1 for this machine only, or 0.0.0.0 for every network.",
      ),
  ),
  APP_URL: optional(origin("the address people open, such as https://console.example.com")),
  COLLECTOR_URL: optional(origin("the address funnels send to, such as https://collect.example.com")),
  AUTH_SECRET: z
    .string({ error: `is missing: set it to a random value, for instance the output of ${randomValue}` })
    .min(32, `is too short: use at least 32 characters, for instance the output of ${randomValue}`),
  AUTH_GOOGLE_ID: optional(z.string()),
  AUTH_GOOGLE_SECRET: optional(z.string()),
  AUTH_GITHUB_ID: optional(z.string()),
  AUTH_GITHUB_SECRET: optional(z.string()),
  AUTH_OIDC_ISSUER: optional(
    z.url({
      error: "is not a URL: write the issuer that your provider states, such as https://login.example.com",
    }),
  ),
  AUTH_OIDC_ID: optional(z.string()),
  AUTH_OIDC_SECRET: optional(z.string()),
  AUTH_OIDC_NAME: optional(z.string()),
  ENCRYPTION_KEYS: encryptionKeys,
  TRUSTED_PROXIES: addressList,
  SETUP_TOKEN: optional(
    z.string().min(16, "is too short: use at least 16 characters, since it makes the first owner."),
  ),
  WEBHOOK_ALLOW_PRIVATE: addressList,
  STRIPE_URL: optional(safeUrl("an origin such as https://stripe.example.com")),
  PAYPAL_URL: optional(safeUrl("an origin such as https://paypal.example.com")),
  FX_URL: optional(safeUrl("where exchange rates are, such as https://rates.example.com/usd.json")),
  LOG_LEVEL: optional(z.enum(logLevels, { error: `is not a level: use one of ${logLevels.join(", ")}.` })),
});

type Shape = z.output<typeof shape>;

/** Pure: reads nothing but `source`; throws EnvError with all problems at once. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = shape.safeParse(filled);
  const problems: EnvProblem[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), message: issue.message }));
  problems.push(...togetherProblems(filled), ...plainHttpProblems(filled));
  if (!parsed.success || problems.length > 0) throw new EnvError(problems);
  return toEnv(parsed.data);
}

/** The environment of this process, parsed at the first call and never at import: a build imports everything. */
export function env(): Env {
  return processSingleton("env", () => {
    const parsed = parseEnv(process.env);
    // Auth.js reads its own origin here; left to itself it would believe the Host header.
    process.env.AUTH_URL = parsed.appUrl;
    return parsed;
  });
}

/** Nothing of ours for a foreign program: no secret and no PG variable of the operator reaches it. */
export function foreignEnvironment(own: Record<string, string>): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, ...own };
}

function toEnv(values: Shape): Env {
  return {
    production: values.NODE_ENV === "production",
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: path.resolve(/* turbopackIgnore: true */ values.DATA_DIR ?? ".data"),
    port: values.PORT,
    collectorPort: values.COLLECTOR_PORT,
    host: values.HOST ?? "127.0.0.1",
    appUrl: values.APP_URL ?? `http://localhost:${values.PORT}`,
    collectorUrl: values.COLLECTOR_URL ?? `http://localhost:${values.COLLECTOR_PORT}`,
    authSecret: values.AUTH_SECRET,
    google: oauthClient(values.AUTH_GOOGLE_ID, values.AUTH_GOOGLE_SECRET),
    github: oauthClient(values.AUTH_GITHUB_ID, values.AUTH_GITHUB_SECRET),
    oidc: oidcClient(values),
    encryptionKeys: values.ENCRYPTION_KEYS,
    trustedProxies: values.TRUSTED_PROXIES,
    setupToken: values.SETUP_TOKEN ?? null,
    webhookAllowPrivate: values.WEBHOOK_ALLOW_PRIVATE,
    fxUrl: values.FX_URL ?? null,
    stripeUrl: values.STRIPE_URL ?? "https://api.stripe.com",
    paypalUrls: {
      live: values.PAYPAL_URL ?? "https://api-m.paypal.com",
      test: values.PAYPAL_URL ?? "https://api-m.sandbox.paypal.com",
    },
    logLevel: values.LOG_LEVEL ?? "info",
  };
}

function oauthClient(id: string | undefined, secret: string | undefined): OAuthClient | null {
  return id && secret ? { id, secret } : null;
}

function oidcClient(values: Shape): Env["oidc"] {
  const client = oauthClient(values.AUTH_OIDC_ID, values.AUTH_OIDC_SECRET);
  if (!client || !values.AUTH_OIDC_ISSUER) return null;
  return { ...client, issuer: values.AUTH_OIDC_ISSUER, name: values.AUTH_OIDC_NAME ?? "Single sign-on" };
}

function togetherProblems(source: Record<string, string | undefined>): EnvProblem[] {
  const groups = [
    ["AUTH_GOOGLE_ID", "AUTH_GOOGLE_SECRET"],
    ["AUTH_GITHUB_ID", "AUTH_GITHUB_SECRET"],
    ["AUTH_OIDC_ISSUER", "AUTH_OIDC_ID", "AUTH_OIDC_SECRET"],
  ];
  return groups.flatMap((group) => {
    const present = group.filter((variable) => source[variable]);
    if (present.length === 0) return [];
    return group
      .filter((variable) => !source[variable])
      .map((variable) => ({
        variable,
        message: `is missing: set it too, or remove ${present.join(" and ")}.`,
      }));
  });
}

function plainHttpProblems(source: Record<string, string | undefined>): EnvProblem[] {
  const url = source.APP_URL;
  if (
    !url ||
    !URL.canParse(url) ||
    new URL(url).protocol !== "http:" ||
    isLoopbackHost(new URL(url).hostname)
  )
    return [];
  return [
    {
      variable: "APP_URL",
      message:
        "uses http on an address that others can reach: write it with https, since sign-in cookies need it.",
    },
  ];
}
