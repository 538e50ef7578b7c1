import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

type Source = { file: string; text: string; imports: Import[] };
type Import = { target: string; isType: boolean };

// Read from the disk and not from git, which an archive and a container do not have.
const made =
  /^(\.git|node_modules|\.next|dist|\.data|test-results|playwright-report|next-env\.d\.ts)$|\.(tsbuildinfo|log)$/;
const files = filesIn("");
const sources: Source[] = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file)).map(parse);

test("the top level holds the folders and files of the house and nothing else", () => {
  const folders = ["app", "components", "db", "lib", "public", "bin", "tests", "docs", "patches"];
  const documents = ["README.md", "LICENSE", "SECURITY.md", "CONTRIBUTING.md"];
  const tools = [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "next.config.mjs",
    "drizzle.config.ts",
    "postcss.config.mjs",
    "biome.json",
    "vitest.config.ts",
    "playwright.config.ts",
    "proxy.ts",
    "instrumentation.ts",
    "instrumentation-client.ts",
  ];
  const allowed = new Set([...folders, ...documents, ...tools]);
  const top = new Set(
    files.map((file) => file.split("/")[0] ?? file).filter((name) => !name.startsWith(".")),
  );
  expect([...top].filter((name) => !allowed.has(name))).toEqual([]);
});

test("files and folders have kebab-case names that say what is in them", () => {
  const code = files.filter(
    (file) => /^(app|bin|components|db|lib|tests)\//.test(file) && /\.(ts|tsx|mjs|css)$/.test(file),
  );
  const badlyCased = code.filter(
    (file) =>
      !file.split("/").every((part) => /^(\(|\[\[?\.{0,3})?[a-z0-9]+([-.][a-z0-9]+)*(\)|\]\]?)?$/.test(part)),
  );
  const empty = /(^|\/)(utils?|helpers?|misc|common|types?|stuff|shared|constants)(\.|\/)/;
  expect(badlyCased).toEqual([]);
  expect(files.filter((file) => empty.test(file))).toEqual([]);
});

test("app/ holds only Next's special files, actions.ts and the stylesheet", () => {
  const special =
    /\/(page|layout|loading|error|global-error|not-found|forbidden|default|template|icon|apple-icon)\.(tsx|svg)$|\/(route|actions)\.ts$|^app\/globals\.css$/;
  expect(files.filter((file) => file.startsWith("app/") && !special.test(file))).toEqual([]);
});

test("there is one barrel: db/schema/index.ts", () => {
  expect(files.filter((file) => /\/index\.tsx?$/.test(file))).toEqual(["db/schema/index.ts"]);
});

test("no file is longer than 300 lines", () => {
  const long = sources.filter(({ text }) => text.split("\n").length > 301);
  expect(long.map(({ file }) => file)).toEqual([]);
});

test("imports follow the layers", () => {
  const broken = sources.flatMap((source) =>
    source.imports
      .filter(({ target, isType }) => !mayImport(source.file, target, isType))
      .map(({ target }) => `${source.file} -> ${target}`),
  );
  expect(broken).toEqual([]);
});

test("domains do not depend on each other in a circle", () => {
  const edges = new Map<string, Set<string>>();
  for (const { file, imports } of sources) {
    const from = domainOf(file);
    if (!from || isTest(file)) continue;
    for (const { target, isType } of imports) {
      const to = domainOf(target);
      if (to && to !== from && !isType) edges.set(from, (edges.get(from) ?? new Set()).add(to));
    }
  }
  expect(circlesIn(edges)).toEqual([]);
});

test("a command stands in commands.ts, and queries.ts does not write", () => {
  const wandering = sources.filter(
    ({ file, text }) =>
      file.startsWith("lib/") &&
      !file.startsWith("lib/core/") &&
      !isTest(file) &&
      /= (?:person)?[cC]ommand\(/.test(text) &&
      !file.endsWith("/commands.ts"),
  );
  const writing = sources.filter(
    ({ file, text }) => file.endsWith("/queries.ts") && /\.(insert|update|delete)\(/.test(text),
  );
  expect(wandering.map(({ file }) => file)).toEqual([]);
  expect(writing.map(({ file }) => file)).toEqual([]);
});

test("only gates mint a project id", () => {
  const gates =
    /^lib\/(core\/(ctx|person-command)|http\/(session|buyer)|api-keys\/|inbound-events\/gate|tracking\/|worker\/|demo\/)|^tests\//;
  const callers = sources.filter(
    ({ file, text }) => text.includes("authorizedProject(") && !gates.test(file) && !isTest(file),
  );
  expect(callers.map(({ file }) => file)).toEqual([]);
});

test("only lib/search reads the search table, and only tracking, search, the seed and the register of personal data name it", () => {
  const owners = /^(db|tests)\/|^lib\/(search|tracking|demo|privacy)\//;
  const users = sources.filter(
    ({ file, text }) =>
      /profileIdentifiers|profile_identifiers/.test(text) && !owners.test(file) && !isTest(file),
  );
  expect(users.map(({ file }) => file)).toEqual([]);
});

test("the environment is read in env.ts, and in log.ts since a wrong environment must be logged", () => {
  const readers = sources.filter(
    ({ file, text }) =>
      text.includes("process.env") && /^(app|components|db|lib|proxy)/.test(file) && !isTest(file),
  );
  expect(readers.map(({ file }) => file)).toEqual(["lib/core/env.ts", "lib/core/log.ts"]);
});

test("zod and server code never reach the browser", () => {
  const clients = sources.filter(({ text }) => /^["']use client["']/.test(text));
  const heavy = clients.flatMap(({ file, imports }) =>
    imports
      .filter(
        ({ target, isType }) =>
          !isType &&
          (target === "zod" ||
            (target.startsWith("lib/") && !/^lib\/core\/(money|permissions)$/.test(target))),
      )
      .map(({ target }) => `${file} -> ${target}`),
  );
  expect(heavy).toEqual([]);
});

test("links and icons are plain elements: neither next/link nor lucide's client component is drawn", () => {
  const imports = sources.flatMap(({ file, imports }) => imports.map(({ target }) => ({ file, target })));
  expect(imports.filter(({ target }) => target === "next/link")).toEqual([]);
  const icons = imports.filter(({ target }) => target.startsWith("lucide-react"));
  expect(new Set(icons.map(({ file }) => file))).toEqual(new Set(["components/ui/icons.tsx"]));
});

test("types are not switched off", () => {
  const off = sources.filter(
    ({ file, text }) =>
      file !== "tests/architecture.test.ts" &&
      /@ts-(ignore|nocheck|expect-error)|biome-ignore|\bas any\b|: any\b/.test(text),
  );
  expect(off.map(({ file }) => file)).toEqual([]);
});

function filesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (made.test(entry.name)) return [];
    return entry.isDirectory() ? filesIn(file) : [file];
  });
}

function mayImport(file: string, target: string, isType: boolean): boolean {
  if (file.startsWith("tests/") || isTest(file) || file.endsWith(".config.ts")) return true;
  const isNext = /^(next|next-auth)(\/|$)/.test(target);
  const isReact = /^(react|react-dom|server-only)(\/|$)/.test(target);
  const isOurs = /^(app|bin|components|db|lib)\//.test(target);
  const layer = layerOf(file);
  if (layer === "db")
    return isOurs ? target.startsWith("db/") || /^lib\/core\/(ids|env)$/.test(target) : !isNext && !isReact;
  if (layer === "core") return isOurs ? /^(db|lib\/core)\//.test(target) : !isNext && !isReact;
  if (layer === "events") return isOurs ? /^(db|lib\/core|lib\/events)\//.test(target) : !isNext && !isReact;
  if (layer === "domain")
    return isOurs
      ? target.startsWith("db/") ||
          (target.startsWith("lib/") && !/^lib\/(http|worker|privacy|openapi)\//.test(target))
      : !isNext && !isReact;
  if (layer === "worker")
    return isOurs ? /^(db|lib)\//.test(target) && !target.startsWith("lib/http/") : !isNext && !isReact;
  if (layer === "http") return !/^(app|bin|components|db)\//.test(target);
  if (layer === "components") {
    if (isType) return !/^(app|bin)\//.test(target);
    return isOurs
      ? target.startsWith("components/") ||
          /^lib\/core\/(money|permissions)$|^lib\/[^/]+\/schema$/.test(target)
      : true;
  }
  if (layer === "app") return !/^(db|bin)\//.test(target);
  if (layer === "bin") return !/^(db|app|components)\//.test(target);
  return true;
}

function layerOf(file: string): string {
  const [top, second] = file.split("/");
  if (top !== "lib") return top ?? "";
  if (second === "core" || second === "events" || second === "http") return second;
  // The worker, the register and the reference know every domain; none of them knows these.
  return second === "worker" || second === "privacy" || second === "openapi" ? "worker" : "domain";
}

function domainOf(file: string): string | null {
  const match = /^lib\/([^/]+)\//.exec(file);
  return match?.[1] && layerOf(file) === "domain" ? match[1] : null;
}

function isTest(file: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(file);
}

function parse(file: string): Source {
  const text = readFileSync(path.join(root, file), "utf8");
  const imports: Import[] = [];
  for (const [, keyword, clause, specifier] of text.matchAll(
    /^\s*(import|export)\s+([^;"']*?\bfrom\s+)?["']([^"']+)["']/gm,
  )) {
    if (specifier && (clause || keyword === "import"))
      imports.push({ target: resolved(file, specifier), isType: onlyTypes(clause ?? "") });
  }
  for (const [, specifier] of text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g)) {
    if (specifier) imports.push({ target: resolved(file, specifier), isType: false });
  }
  return { file, text, imports };
}

function onlyTypes(clause: string): boolean {
  if (/^type\s/.test(clause)) return true;
  const named = /^\{([^}]*)\}/.exec(clause.trim());
  const names = named?.[1]
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return names !== undefined && names.length > 0 && names.every((name) => name.startsWith("type "));
}

function resolved(file: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2).replace(/\.(ts|tsx|js)$/, "");
  if (!specifier.startsWith(".")) return specifier;
  return path.posix.join(path.posix.dirname(file), specifier).replace(/\.(ts|tsx|js)$/, "");
}

function circlesIn(edges: Map<string, Set<string>>): string[] {
  const circles: string[] = [];
  const walk = (node: string, trail: string[]): void => {
    const seen = trail.indexOf(node);
    if (seen >= 0) {
      circles.push([...trail.slice(seen), node].join(" -> "));
      return;
    }
    for (const next of edges.get(node) ?? []) walk(next, [...trail, node]);
  };
  for (const start of edges.keys()) walk(start, []);
  return circles;
}

test("the walk over the sources finds them", () => {
  expect(sources.length).toBeGreaterThan(10);
  expect(statSync(path.join(root, "lib/core/command.ts")).isFile()).toBe(true);
});
