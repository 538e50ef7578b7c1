import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ensureBuilt } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { ensurePackages, fail, root } from "./packages.mjs";

// All tests from a fresh clone. `npm test -- lint types` runs some of them; the last line counts what ran.
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.chdir(root);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(`The tests need Node 20.19 or newer, and this is ${process.version}: install a current LTS.`);
ensurePackages();

const results = path.join(root, ".data/test-results");
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
const suites = {
  lint: () => single(["node_modules/@biomejs/biome/bin/biome", "check", "."]),
  types: () => single(["node_modules/typescript/bin/tsc", "--noEmit"]),
  architecture: () => vitest("architecture"),
  unit: () => vitest("unit"),
  database: () => vitest("database"),
  "end-to-end": endToEnd,
};
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in suites));
if (unknown) fail(`There are no tests called "${unknown}": use ${Object.keys(suites).join(", ")}.`);

for (const [name, run] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const startedAt = Date.now();
  console.log(`\n— ${name}`);
  const counts = await run();
  for (const kind of Object.keys(total)) total[kind] += counts[kind];
  console.log(`  ${sentence(counts)} in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}
console.log(`\n${sentence(total)}`);
process.exit(total.failed > 0 ? 1 : 0);

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function node(args, env = {}) {
  return (
    spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } })
      .status ?? 1
  );
}

function single(args) {
  return node(args) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

function vitest(project) {
  const file = path.join(results, `${project}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const status = node(["node_modules/vitest/vitest.mjs", "run", "--project", project, ...reporters]);
  return honest(status, file, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }));
}

// A run can fail without a failed test: a file that does not load, an error between two tests.
function honest(status, file, read) {
  const counts = existsSync(file)
    ? read(JSON.parse(readFileSync(file, "utf8")))
    : { passed: 0, failed: 0, skipped: 0 };
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

async function endToEnd() {
  const chromium = await findChromium();
  if (!chromium) return { passed: 0, failed: 1, skipped: 0 };
  await ensureBuilt();
  const demo = await startDemo();
  if (!demo) return { passed: 0, failed: 1, skipped: 0 };
  try {
    const file = path.join(results, "end-to-end.json");
    const status = node(["node_modules/@playwright/test/cli.js", "test", "--reporter=line,json"], {
      CI: process.env.CI ?? "1",
      CHROMIUM_PATH: chromium,
      DEMO_FILE: demo.file,
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    });
    return honest(status, file, ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    }));
  } finally {
    await demo.stop();
  }
}

/** The whole product with its demo data, on free ports and a folder of its own; the tests read DEMO_FILE. */
async function startDemo() {
  const dataDir = path.join(root, ".data/end-to-end");
  const file = path.join(dataDir, "demo.json");
  const logFile = path.join(results, "demo.log");
  rmSync(file, { force: true });
  const first = await freePorts(4);
  const output = openSync(logFile, "w");
  const { DATABASE_URL: _, APP_URL: __, COLLECTOR_URL: ___, ...inherited } = process.env;
  const child = spawn(process.execPath, ["bin/demo.mjs", "--reset"], {
    cwd: root,
    stdio: ["ignore", output, output],
    env: { ...inherited, DATA_DIR: dataDir, PORT: String(first), COLLECTOR_PORT: String(first + 1) },
  });
  closeSync(output);
  const ended = new Promise((resolve) => child.once("exit", () => resolve(true)));
  for (let hasEnded = false; !existsSync(file); ) {
    hasEnded = await Promise.race([ended, wait(100, false)]);
    if (!hasEnded) continue;
    console.error(readFileSync(logFile, "utf8"));
    return null;
  }
  const stop = async () => {
    child.kill("SIGINT");
    await ended;
  };
  return { file, stop };
}

async function freePorts(count) {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
