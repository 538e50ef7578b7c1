import { defineConfig } from "vitest/config";

const everywhere = ["**/node_modules/**", "dist/**", ".next/**", ".data/**", "tests/e2e/**"];
const databaseTests = "**/*.db.test.ts";
const architecture = "tests/architecture.test.ts";

const shared = {
  env: {
    LOG_LEVEL: "silent",
    AUTH_SECRET: "a secret that only the tests use, never a server",
    ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 1).toString("base64")}`,
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { ...shared, name: "architecture", include: [architecture] },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...everywhere, databaseTests, architecture],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "database",
          include: [databaseTests],
          exclude: everywhere,
          globalSetup: ["tests/database-server.ts"],
          setupFiles: ["tests/database-worker.ts"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
  resolve: { alias: [{ find: /^@\//, replacement: `${import.meta.dirname}/` }] },
});
