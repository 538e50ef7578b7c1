const words: Record<string, string> = {
  user_id: "Same User ID",
  provider: "Same customer at a payment provider",
  email: "Same email address",
  mailbox: "Same mailbox: the addresses differ in a tag or in dots",
};

export function reasonWords(reason: string): string {
  return words[reason] ?? reason;
}

/** How sure a score is, for a badge. */
export function scoreWords(score: number): { label: string; hue: "green" | "blue" | "grey" } {
  if (score >= 94) return { label: "Certain", hue: "green" };
  return score >= 80 ? { label: "Strong", hue: "blue" } : { label: "Possible", hue: "grey" };
}
