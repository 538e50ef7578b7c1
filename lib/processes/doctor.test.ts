import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "../core/clock";
import { examine } from "./doctor";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "dossier-doctor-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

async function signIn() {
  const { AUTH_SECRET, ENCRYPTION_KEYS } = process.env;
  const findings = await examine({ AUTH_SECRET, ENCRYPTION_KEYS, DATA_DIR: dataDir }, systemClock);
  return findings.find(({ check }) => check === "sign-in");
}

it("misses a way to sign in, unless the demo brings its own", async () => {
  expect(await signIn()).toMatchObject({ state: "problem" });
  await writeFile(path.join(dataDir, "demo.json"), "{}", { mode: 0o600 });
  expect(await signIn()).toEqual({ check: "sign-in", state: "ok", message: "the demo's own" });
});
