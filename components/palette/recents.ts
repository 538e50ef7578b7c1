export type Recent = { href: string; label: string };

const mostKept = 10;

/** Customers that a person has opened in a project, the latest first. Empty where the browser keeps nothing. */
export function readRecents(key: string): Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, mostKept) : [];
  } catch {
    return [];
  }
}

export function keepRecent(key: string, recent: Recent): void {
  const others = readRecents(key).filter(({ href }) => href !== recent.href);
  try {
    localStorage.setItem(key, JSON.stringify([recent, ...others].slice(0, mostKept)));
  } catch {
    // A full or forbidden store only means that the next palette has no memory.
  }
}

function isRecent(value: unknown): value is Recent {
  if (typeof value !== "object" || value === null) return false;
  const { href, label } = value as Partial<Recent>; // an object of unknown fields, which are looked at next
  return (
    typeof href === "string" && href.startsWith("/") && !href.startsWith("//") && typeof label === "string"
  );
}
