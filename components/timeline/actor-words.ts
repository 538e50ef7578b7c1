const actors: Record<string, string> = {
  user: "a former colleague",
  api_key: "the API",
  system: "Dossier",
  provider: "a connected service",
  visitor: "the customer",
};

/** Who did it, by name where it is a colleague. */
export function actorWords(kind: string, name: string | undefined): string {
  return name ?? actors[kind] ?? kind;
}
