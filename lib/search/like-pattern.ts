import { searchText } from "./search-text";

/** Matches the part anywhere, or at the beginning where fewer than 3 characters make no trigram. */
export function likePattern(part: string): string {
  return [...part].length < 3 ? prefixPattern(part) : `%${prefixPattern(part)}`;
}

/** Matches what begins with the part. */
export function prefixPattern(part: string): string {
  return `${searchText(part).replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
