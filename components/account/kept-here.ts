/** What this browser keeps for a person in a project: nobody else who signs in here reads it. */
export function keptKey(kind: "recent" | "note", userId: string, ...place: string[]): string {
  return ["dossier", kind, userId, ...place].join(":");
}

/** Takes away whatever this browser kept of customers: whoever signs out may leave it to somebody else. */
export function forgetKept(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("dossier:")) localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
