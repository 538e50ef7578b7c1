/** Two letters to tell faces apart, made from the id alone: no name is known and no service is asked. */
export function initials(shownId: string): string {
  return shownId.slice(-2).toUpperCase();
}
