/** Why a payment was refused, for those who talk with the customer. */
export type Decline = {
  /** The provider's own word. */
  code: string;
  /** What happened, as the end of "Declined: …". */
  reason: string;
  /** What the customer can do. */
  advice: string;
  /** Whether the same charge may go through later, without the customer doing anything. */
  isWorthRetrying: boolean;
};

type Words = readonly [reason: string, advice: string, isWorthRetrying: boolean];

const callBank = "Ask their bank, which alone knows why, or pay with another card.";
const otherCard = "Pay with another card.";
const newCard = "Enter the card again, or another one.";
const wallet = "Open their PayPal account and choose another way to pay.";

/** By the codes of Stripe and PayPal, which the sandbox uses too. */
const words: Record<string, Words> = {
  insufficient_funds: [
    "not enough money on the card",
    "Put money on the card, or pay with another one.",
    true,
  ],
  card_velocity_exceeded: [
    "the limit of the card is reached",
    "Wait for the next day or month, or raise the limit at their bank.",
    true,
  ],
  withdrawal_count_limit_exceeded: [
    "the limit of the card is reached",
    "Wait for the next day or month, or raise the limit at their bank.",
    true,
  ],
  generic_decline: ["the bank refused and did not say why", callBank, true],
  card_declined: ["the bank refused and did not say why", callBank, true],
  do_not_honor: ["the bank refused and did not say why", callBank, true],
  call_issuer: ["the bank wants to hear from its customer", callBank, true],
  try_again_later: ["the bank could not answer at that moment", "Nothing: it is tried again.", true],
  issuer_not_available: ["the bank could not be reached", "Nothing: it is tried again.", true],
  reenter_transaction: ["the bank did not process it", "Nothing: it is tried again.", true],
  processing_error: ["an error on the way to the bank", "Nothing: it is tried again.", true],
  approve_with_id: ["the bank could not approve it", callBank, true],
  authentication_required: [
    "the bank wants the buyer to confirm it",
    "Pay once more themselves and confirm it in the app of their bank.",
    false,
  ],
  expired_card: ["the card has expired", "Enter the new card.", false],
  incorrect_number: ["the card number is wrong", newCard, false],
  invalid_number: ["the card number is wrong", newCard, false],
  incorrect_cvc: ["the security code is wrong", newCard, false],
  invalid_cvc: ["the security code is wrong", newCard, false],
  incorrect_zip: ["the postal code is not the one that the bank knows", newCard, false],
  invalid_expiry_month: ["the expiry date is wrong", newCard, false],
  invalid_expiry_year: ["the expiry date is wrong", newCard, false],
  lost_card: ["the card was reported lost", otherCard, false],
  stolen_card: ["the card was reported stolen", otherCard, false],
  pickup_card: ["the bank has blocked the card", callBank, false],
  restricted_card: ["the card may not be used for this", callBank, false],
  fraudulent: ["it was held to be fraud", callBank, false],
  merchant_blacklist: ["it was held to be fraud", otherCard, false],
  card_not_supported: ["the card does not allow such payments", otherCard, false],
  currency_not_supported: ["the card does not take this currency", otherCard, false],
  service_not_allowed: ["the card does not allow such payments", callBank, false],
  transaction_not_allowed: ["the card does not allow such payments", callBank, false],
  not_permitted: ["the card does not allow such payments", callBank, false],
  invalid_account: ["the account of the card is closed or wrong", otherCard, false],
  new_account_information_available: ["the card was replaced", "Enter the new card.", false],
  no_action_taken: ["the bank could not find the account", callBank, false],
  revocation_of_authorization: [
    "the buyer told their bank to stop these payments",
    "Allow them again at their bank, if they want to go on.",
    false,
  ],
  revocation_of_all_authorizations: [
    "the buyer told their bank to stop these payments",
    "Allow them again at their bank, if they want to go on.",
    false,
  ],
  stop_payment_order: [
    "the buyer told their bank to stop these payments",
    "Allow them again at their bank, if they want to go on.",
    false,
  ],
  duplicate_transaction: [
    "the same amount was charged a moment before",
    "Nothing: look whether it was paid.",
    false,
  ],
  authentication_failed: [
    "the buyer did not confirm it at their bank",
    "Pay once more and confirm it.",
    false,
  ],
  payment_intent_authentication_failure: [
    "the buyer did not confirm it at their bank",
    "Pay once more and confirm it.",
    false,
  ],
  canceled: ["the buyer did not confirm it in time", "Pay once more and confirm it.", false],
  already_paid: [
    "the buyer had just confirmed an earlier payment for the same",
    "Nothing needs to be done.",
    false,
  ],
  former_unclear: [
    "an earlier payment for the same could still be confirmed, and the provider did not answer",
    "Try again in some minutes.",
    false,
  ],
  no_payment_method: ["there is no card to charge", newCard, false],
  resource_missing: ["the provider does not know this card any more", newCard, false],
  amount_too_small: ["the amount is below what the provider takes", otherCard, false],
  amount_too_large: ["the amount is above what the provider takes", otherCard, false],
  amount_not_supported: ["the provider cannot charge this amount exactly", otherCard, false],
  INSTRUMENT_DECLINED: ["PayPal could not charge the card or bank behind the account", wallet, true],
  INSUFFICIENT_FUNDS: ["not enough money in the PayPal account", wallet, true],
  PAYER_CANNOT_PAY: ["PayPal does not let this account pay", wallet, false],
  PAYER_ACCOUNT_RESTRICTED: ["PayPal has limited the account", "Write to PayPal.", false],
  PAYER_ACCOUNT_LOCKED_OR_CLOSED: ["the PayPal account is closed or locked", "Write to PayPal.", false],
  BILLING_AGREEMENT_CANCELLED: [
    "the buyer ended the agreement at PayPal",
    "Buy again, if they want to go on.",
    false,
  ],
  TRANSACTION_REFUSED: ["PayPal refused it", wallet, true],
};

/** A code that we do not know is told as it is, and trying again may help. */
export function declineOf(code: string): Decline {
  const known = Object.hasOwn(words, code) ? words[code] : undefined;
  const [reason, advice, isWorthRetrying] = known ?? [`the provider said “${code}”`, callBank, true];
  return { code, reason, advice, isWorthRetrying };
}
