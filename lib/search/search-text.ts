/** The form in which identifiers are searched: whatever case a person typed them in. */
export function searchText(value: string): string {
  return value.toLowerCase();
}

/** Without NUL, which PostgreSQL refuses, and with lone surrogates replaced. */
export function plainText(value: string): string {
  return value.replaceAll("\0", "").replaceAll(/\p{Surrogate}/gu, "\ufffd");
}
