import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { root } from "./packages.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const usualPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The program of a Chromium that runs, installed if need be; null with a sentence on stderr when there is none. */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (runs(named)) return named;
    console.error(
      `CHROMIUM_PATH names ${named}, which does not run: set it to the program of a Chromium, or leave it out.`,
    );
    return null;
  }
  const found =
    onThePath() ??
    usualPlaces.find(runs) ??
    (await ofPlaywright()) ??
    (await downloaded()) ??
    installedByApt();
  if (!found)
    console.error(
      "No Chromium was found and none could be installed: install one and set CHROMIUM_PATH to its program.",
    );
  return found;
}

function onThePath() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(runs);
}

async function ofPlaywright() {
  const { chromium } = await import("playwright-core");
  const place = chromium.executablePath();
  return runs(place) ? place : undefined;
}

async function downloaded() {
  console.log("Downloading a Chromium (60 seconds at most) …");
  const cli = path.join(root, "node_modules/playwright-core/cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], {
    stdio: "inherit",
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  return ofPlaywright();
}

function installedByApt() {
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return undefined;
  console.log("Installing a Chromium with apt …");
  const options = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update", "-qq"], options);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], options);
  return onThePath();
}

// Some systems have a stub that only says how to install one, or lack a library that it needs.
function runs(program) {
  try {
    if (!existsSync(program)) return false;
    accessSync(program, constants.X_OK);
  } catch {
    return false;
  }
  const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8", timeout: 15_000 });
  return status === 0 && /Chrom/.test(stdout);
}
