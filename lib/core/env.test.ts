import { describe, expect, it } from "vitest";
import { EnvError, parseEnv } from "./env";

const key = Buffer.alloc(32, 7).toString("base64");
const enough = { AUTH_SECRET: "s".repeat(32), ENCRYPTION_KEYS: `k1:${key}` };

function problemsOf(source: Record<string, string | undefined>) {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
}

describe("parseEnv", () => {
  it("fills in everything that has a default", () => {
    expect(parseEnv({ ...enough, PORT: "4000", DATABASE_URL: " " })).toMatchObject({
      databaseUrl: null,
      host: "127.0.0.1",
      appUrl: "http://localhost:4000",
      collectorUrl: "http://localhost:3001",
      trustedProxies: [],
      oidc: null,
      logLevel: "info",
    });
  });

  it("names every variable that is wrong at once, with its fix", () => {
    const problems = problemsOf({
      PORT: "99999",
      DATABASE_URL: "mysql://x",
      ENCRYPTION_KEYS: "k1:short",
      TRUSTED_PROXIES: "10.0.0.0/8,nonsense",
      AUTH_GOOGLE_ID: "abc",
      APP_URL: "http://console.example.com",
      FX_URL: "http://rates.example.com/usd.json",
      LOG_LEVEL: "loud",
    });
    expect(problems.map((problem) => problem.variable).sort()).toEqual([
      "APP_URL",
      "AUTH_GOOGLE_SECRET",
      "AUTH_SECRET",
      "DATABASE_URL",
      "ENCRYPTION_KEYS",
      "FX_URL",
      "LOG_LEVEL",
      "PORT",
      "TRUSTED_PROXIES",
    ]);
    for (const problem of problems) expect(problem.message).toMatch(/^(is|holds|uses|entry) .+[:,] .+/);
  });

  it("accepts plain http only where nobody else listens in", () => {
    expect(problemsOf({ ...enough, APP_URL: "http://127.0.0.1:3000" })).toEqual([]);
    expect(parseEnv({ ...enough, APP_URL: "https://console.example.com/" }).appUrl).toBe(
      "https://console.example.com",
    );
  });

  it("reads several encryption keys and writes addresses as ranges", () => {
    const env = parseEnv({
      ...enough,
      ENCRYPTION_KEYS: `new:${key},old:${key}`,
      TRUSTED_PROXIES: "127.0.0.1, fd00::/8",
    });
    expect(env.encryptionKeys.map((entry) => [entry.id, entry.key.length])).toEqual([
      ["new", 32],
      ["old", 32],
    ]);
    expect(env.trustedProxies).toEqual(["127.0.0.1/32", "fd00::/8"]);
    expect(problemsOf({ ...enough, ENCRYPTION_KEYS: `a:${key},a:${key}` })[0]?.message).toContain("twice");
  });
});
