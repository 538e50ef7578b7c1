/** What a sandbox card does each time that it is charged. Numbers are those that testers know from Stripe. */
export type SandboxCard = {
  token: string;
  words: string;
  brand: string;
  lastFour: string;
  does:
    | { outcome: "succeeds" }
    | { outcome: "declines"; code: string; isHard: boolean }
    /** The first charge succeeds, those after it decline. */
    | { outcome: "declines_later"; code: string }
    | { outcome: "needs_action" }
    /** Never executed, never answered. */
    | { outcome: "times_out" }
    /** Executed, and the answer is lost. */
    | { outcome: "loses_answer" }
    /** An error of the gateway before it did anything. */
    | { outcome: "fails" };
};

const decline = (code: string, isHard = false) => ({ outcome: "declines", code, isHard }) as const;

export const sandboxCards: readonly SandboxCard[] = [
  card("sandbox_visa", "Succeeds", "visa", "4242", { outcome: "succeeds" }),
  card("sandbox_mastercard", "Succeeds", "mastercard", "4444", { outcome: "succeeds" }),
  card("sandbox_insufficient_funds", "Not enough money", "visa", "9995", decline("insufficient_funds")),
  card("sandbox_declined", "Declined without a reason", "visa", "0002", decline("generic_decline")),
  card("sandbox_expired", "Expired card", "visa", "0069", decline("expired_card", true)),
  card("sandbox_stolen", "Reported stolen", "visa", "9979", decline("stolen_card", true)),
  card("sandbox_declines_later", "Pays once, then declines", "visa", "0341", {
    outcome: "declines_later",
    code: "insufficient_funds",
  }),
  card("sandbox_3ds", "Needs 3-D Secure", "visa", "3155", { outcome: "needs_action" }),
  card("sandbox_timeout", "Never answers, charges nothing", "visa", "0119", { outcome: "times_out" }),
  card("sandbox_lost_answer", "Charges, and the answer is lost", "visa", "0127", {
    outcome: "loses_answer",
  }),
  card("sandbox_error", "The gateway fails", "visa", "0101", { outcome: "fails" }),
];

function card(
  token: string,
  words: string,
  brand: string,
  lastFour: string,
  does: SandboxCard["does"],
): SandboxCard {
  return { token, words, brand, lastFour, does };
}

/** A saved card has a token of its own: the card's, a point and what tells it from the same card of others. */
export function sandboxCardOf(token: string): SandboxCard | null {
  const [name] = token.split(".");
  return sandboxCards.find((each) => each.token === name) ?? null;
}
