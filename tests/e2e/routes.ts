import { readdirSync } from "node:fs";
import path from "node:path";

const folders = [
  { folder: path.resolve("app/(console)/[project]"), prefix: "/[project]" },
  { folder: path.resolve("app/api/console/[project]"), prefix: "/api/console/[project]" },
];

/** Every page and route of a project as Next writes it, read from the folders: a new one is there by itself. */
export function projectRoutes(): string[] {
  return folders.flatMap(({ folder, prefix }) =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
      .map((file) => path.posix.join(prefix, path.dirname(file)))
      .sort(),
  );
}

const prefixes: Record<string, string> = {
  customer: "pro",
  session: "ses",
  subscription: "sub",
  funnel: "fun",
  entry: "aud",
  erasure: "era",
  export: "exp",
  endpoint: "whe",
  delivery: "dlv",
  inbound: "inb",
};

/** An address that fits the route; the records that it names do not exist. */
export function addressOf(route: string, slug: string): string {
  return route.replace("[project]", slug).replaceAll(/\[(?:\.{3})?([a-z]+)\]/g, (_, part: string) => {
    const prefix = prefixes[part];
    return prefix ? `${prefix}_01jd3m1zq8e2r9v7c4x5t6w8ya` : "unknown";
  });
}
