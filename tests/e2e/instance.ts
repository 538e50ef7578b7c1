import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import path from "node:path";
import postgres from "postgres";
import { removeEmbedded, startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import type { EncryptionKey } from "@/lib/core/env-values";
import { type OpenIdUser, startOpenIdProvider } from "@/lib/demo/openid-provider";

export const people = {
  anna: { id: "anna", name: "Anna Kovač", email: "anna.kovac@nightleaf.example" },
  ines: { id: "ines", name: "Ines Alonso", email: "ines.alonso@nightleaf.example" },
  vera: { id: "vera", name: "Vera Lund", email: "vera.lund@nightleaf.example" },
  sam: { id: "sam", name: "Sam Stranger", email: "sam.stranger@elsewhere.example" },
  /** Another identity with the address of Anna. */
  twin: { id: "twin", name: "Anna Twin", email: "anna.kovac@nightleaf.example" },
  /** Someone whom the provider has not asked whether the address is theirs. */
  mallory: {
    id: "mallory",
    name: "Mallory Fake",
    email: "ines.alonso@nightleaf.example",
    isEmailVerified: false,
  },
} satisfies Record<string, OpenIdUser>;

export type Instance = {
  appUrl: string;
  issuer: string;
  setupToken: string;
  encryptionKey: EncryptionKey;
  /** All that the console must never show: what it was started with. */
  secrets: string[];
  /** What the console has written to its log so far. */
  output(): string;
  sql: postgres.Sql;
  stopDatabase(): Promise<void>;
  /** The same data, at the same address. */
  startDatabase(): Promise<void>;
  stop(): Promise<void>;
};

/** An instance of its own that nobody has set up yet: database, OpenID provider and the built console. */
export async function startInstance(name: string): Promise<Instance> {
  const dataDir = path.resolve(`.data/test-instances/${name}-${process.pid}`);
  const [port = 0, openIdPort = 0] = await freePorts(2);
  const appUrl = `http://localhost:${port}`;
  const clientSecret = randomBytes(32).toString("base64url");
  const setupToken = randomBytes(16).toString("hex");
  const encryptionKey = { id: "k1", key: randomBytes(32) };
  const startDatabase = () => startEmbedded({ dataDir, settings: { fsync: "off" } });
  let database = await startDatabase();
  const { url } = database;
  await migrate({ url: database.url });
  const provider = await startOpenIdProvider({
    port: openIdPort,
    host: "127.0.0.1",
    appUrl,
    clientId: "dossier",
    clientSecret,
    users: Object.values(people),
  });
  const authSecret = randomBytes(32).toString("base64");
  const written: string[] = [];
  const console = await started(written, {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    LOG_LEVEL: "info",
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PORT: String(port),
    APP_URL: appUrl,
    AUTH_SECRET: authSecret,
    ENCRYPTION_KEYS: `${encryptionKey.id}:${encryptionKey.key.toString("base64")}`,
    SETUP_TOKEN: setupToken,
    AUTH_OIDC_ISSUER: provider.issuer,
    AUTH_OIDC_ID: "dossier",
    AUTH_OIDC_SECRET: clientSecret,
    AUTH_OIDC_NAME: "Nightleaf SSO",
    WEBHOOK_ALLOW_PRIVATE: "127.0.0.0/8",
  });
  const sql = postgres(database.url, { max: 2 });
  return {
    appUrl,
    issuer: provider.issuer,
    setupToken,
    encryptionKey,
    secrets: [
      authSecret,
      clientSecret,
      setupToken,
      encryptionKey.key.toString("base64"),
      new URL(url).password,
    ],
    output: () => written.join(""),
    sql,
    stopDatabase: () => database.stop(),
    startDatabase: async () => {
      database = await startDatabase();
      if (database.url !== url) throw new Error("The database came back at another address");
    },
    stop: async () => {
      await sql.end();
      await ended(console);
      await provider.stop();
      await database.stop();
      await removeEmbedded(dataDir);
    },
  };
}

function started(written: string[], env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["dist/console.js"], {
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (piece: Buffer) => {
      const text = piece.toString();
      written.push(text);
      if (/"level":"(error|fatal)"|^[^{]/m.test(text)) process.stderr.write(piece);
    });
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve(child));
    child.once("exit", (code) =>
      reject(new Error(`The console ended with code ${code} before it was ready`)),
    );
  });
}

function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  return exit;
}

function freePorts(count: number): Promise<number[]> {
  return Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<number>((resolve, reject) => {
          const probe = createServer();
          probe.once("error", reject);
          probe.listen(0, "127.0.0.1", () => {
            const address = probe.address();
            probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
          });
        }),
    ),
  );
}
