import { expect, it } from "vitest";
import { slugFor } from "@/lib/projects/slug";
import { config } from "@/proxy";

const matchers = config.matcher.map((matcher) => new RegExp(`^${matcher}$`));
const isPage = (path: string) => matchers.some((matcher) => matcher.test(path));

it("runs on every page of a project, whatever its name", () => {
  const names = [
    "Dossier",
    "Dossier demo",
    "dossier-3f.js",
    "Dossier JS",
    "API",
    "API two",
    "i",
    "Hooks",
    "_next",
  ];
  for (const name of names)
    for (const attempt of [1, 2])
      for (const rest of ["", "/customers", "/settings/members"]) {
        const path = `/${slugFor(name, attempt)}${rest}`;
        expect(isPage(path), path).toBe(true);
      }
});

it("leaves alone what is no page", () => {
  const paths = [
    "/dossier.js",
    "/dossier-3f9a.js",
    "/api/health",
    "/i/v1/batch",
    "/hooks/x",
    "/_next/static/a.js",
  ];
  for (const path of paths) expect(isPage(path), path).toBe(false);
});
