import { rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { systemClock } from "../core/clock";
import { type Env, parseEnv } from "../core/env";
import { openServingDatabase, removeEmbeddedDatabase } from "../processes/database";
import { StartFailure } from "../processes/failure";
import { listening } from "../processes/listen";
import type { Running } from "../processes/program";
import { programOf, roles } from "../processes/roles";
import { type Environment, withLocalSecrets } from "../processes/secrets";
import { supervise } from "../processes/supervise";
import { type DemoData, loadDemoData } from "./load-demo-data";
import { startOpenIdProvider } from "./openid-provider";
import { startSampleFunnel } from "./sample-funnel";
import { demoStranger, demoUsers } from "./users";

/** Whoever reaches the demo's sign-in is let in without a password, so HOST does not move it to the network. */
const ownMachine = "127.0.0.1";

type Options = { environment: Environment; mode: "built" | "source"; reset: boolean };

/** Everything that a person needs to try Dossier, on one machine: data, sign-in, console and the rest. */
export async function runDemo({ environment, mode, reset }: Options): Promise<Running> {
  const ports = demoPorts(environment);
  if (reset && environment.DATABASE_URL?.trim())
    throw new StartFailure(
      "--reset removes the embedded database only, and DATABASE_URL names another: leave out one of the two.",
    );
  const given = await withLocalSecrets(environment);
  const issuer = `http://localhost:${ports.openId}`;
  const openIdClient = { id: "dossier-demo", secret: given.OPENID_SECRET };
  const complete: Environment = {
    ...given,
    NODE_ENV: mode === "built" ? "production" : "development",
    WEBHOOK_ALLOW_PRIVATE: given.WEBHOOK_ALLOW_PRIVATE || "127.0.0.0/8,::1/128",
    AUTH_OIDC_ISSUER: issuer,
    AUTH_OIDC_ID: openIdClient.id,
    AUTH_OIDC_SECRET: openIdClient.secret,
    AUTH_OIDC_NAME: "Demo sign-in",
    LOG_LEVEL: given.LOG_LEVEL || "warn",
  };
  const env = parseEnv(complete);
  const descriptionFile = path.join(env.dataDir, "demo.json");
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    if (reset) await removeEmbeddedDatabase(env.dataDir);
    // Whoever waits for this file must not find that of an earlier start.
    await rm(descriptionFile, { force: true });
    const database = await openServingDatabase(env);
    stops.push(database.stop);
    const data = await loadDemoData({
      databaseUrl: database.url,
      issuer,
      encryptionKey: env.encryptionKeys[0],
      now: systemClock.now(),
    });
    const client = { clientId: openIdClient.id, clientSecret: openIdClient.secret };
    const provider = await listening(
      () =>
        startOpenIdProvider({
          ...client,
          port: ports.openId,
          host: ownMachine,
          appUrl: env.appUrl,
          users: [...demoUsers, demoStranger],
        }),
      {
        port: ports.openId,
        host: ownMachine,
        name: "demo's sign-in",
        variable: "COLLECTOR_PORT (it takes the next two)",
      },
    );
    stops.push(provider.stop);
    const funnel = await listening(
      () =>
        startSampleFunnel({
          port: ports.funnel,
          host: ownMachine,
          collectorUrl: env.collectorUrl,
          publishableKey: data.publishableKey,
          shop: { appUrl: env.appUrl, secretKey: data.secretKey },
        }),
      {
        port: ports.funnel,
        host: ownMachine,
        name: "sample funnel",
        variable: "COLLECTOR_PORT (it takes the next two)",
      },
    );
    stops.push(funnel.stop);
    const served = { ...complete, DATABASE_URL: database.url };
    const supervised = await supervise(roles.map((role) => programOf(role, mode, served)));
    stops.push(supervised.stop);
    await writeDescription(descriptionFile, { env, data, databaseUrl: database.url, funnelUrl: funnel.url });
    process.stdout.write(welcome({ env, data, funnelUrl: funnel.url }, descriptionFile));
    return { stop, failed: supervised.failed, kill: supervised.kill };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The two after the collector's. */
export function demoPorts(environment: Environment): { openId: number; funnel: number } {
  const given = environment.COLLECTOR_PORT?.trim() || "3001";
  const collectorPort = Number(given);
  if (!/^\d{1,5}$/.test(given) || collectorPort < 1 || collectorPort > 65_533)
    throw new StartFailure(
      "COLLECTOR_PORT must be a whole number from 1 to 65533 in the demo, which takes the next two ports as well.",
    );
  return { openId: collectorPort + 1, funnel: collectorPort + 2 };
}

type Description = { env: Env; data: DemoData; databaseUrl: string; funnelUrl: string };

async function writeDescription(
  file: string,
  { env, data, databaseUrl, funnelUrl }: Description,
): Promise<void> {
  const { projectId, projectSlug, publishableKey, secretKey, users } = data;
  const { appUrl, collectorUrl } = env;
  const content = {
    appUrl,
    collectorUrl,
    funnelUrl,
    projectId,
    projectSlug,
    publishableKey,
    secretKey,
    databaseUrl,
    users,
  };
  await writeFile(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function welcome({ env, data, funnelUrl }: Omit<Description, "databaseUrl">, file: string): string {
  return `
Dossier is running.

  Console         ${env.appUrl}
  Collector       ${env.collectorUrl}
  Sample funnel   ${funnelUrl}
  Sign in as      ${data.users[0]?.email ?? "anyone"}, or another of the ${data.users.length} people that the sign-in page offers
  Keys and more   ${file}

Ctrl-C stops everything; the data stays. "npm run demo -- --reset" begins anew.
`;
}
