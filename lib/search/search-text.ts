/** The form in which identifiers are searched: whatever case a person typed them in. */
export function searchText(value: string): string {
  return value.toLowerCase();
}
