/** First path segments that are pages or routes of the console itself. */
const reserved = new Set([
  "account",
  "api",
  "auth",
  "dossier",
  "favicon",
  "health",
  "hooks",
  "i",
  "icon",
  "invitations",
  "new",
  "projects",
  "robots",
  "setup",
  "sign-in",
  "sign-out",
  "static",
]);
const maxLength = 40;

/** The project's part of the address, from its name; `attempt` 2 and on add a number. */
export function slugFor(name: string, attempt: number): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const base = words.slice(0, maxLength).replace(/-+$/, "") || "project";
  const first = reserved.has(base) ? `${base}-project` : base;
  return attempt === 1 ? first : `${first}-${attempt}`;
}
