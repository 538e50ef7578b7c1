import { searchText } from "./search-text";

/** Matches the part anywhere, or at the beginning where fewer than 3 characters make no trigram. */
export function likePattern(part: string): string {
  const escaped = searchText(part).replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
  return [...part].length < 3 ? `${escaped}%` : `%${escaped}%`;
}
