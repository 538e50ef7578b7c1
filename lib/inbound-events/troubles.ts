/** What each reason is called in a list of them, and what a person does about it. */
export const troubles: Record<string, { title: string; fix: string }> = {
  unknown_product: {
    title: "Product not known",
    fix: "Choose the price point that each of these products is here. Their events are processed at once.",
  },
  contradiction: {
    title: "Contradicts the books",
    fix: "Compare the event with the payment at the provider. Money that is in the books is never changed by an event.",
  },
  customer_unknown: {
    title: "Customer not known",
    fix: "Nothing to do while it waits: another event may say who it is. Parked, make the customer and retry.",
  },
  charge_unknown: {
    title: "Payment not known",
    fix: "The payment's own event has not come. Send it again from the provider's dashboard, or record the payment, and retry.",
  },
  charge_incomplete: { title: "More is to come", fix: "Nothing to do: it waits for half a minute." },
  dispute_unknown: { title: "More is to come", fix: "Nothing to do: it waits for half a minute." },
  subscription_unknown: {
    title: "Subscription not known",
    fix: "Nothing to do: after ten minutes the payment is kept without its subscription.",
  },
  product_unknown: {
    title: "Product not named",
    fix: "The event that began the subscription has not come. Send it again from the provider's dashboard, and retry.",
  },
  malformed: {
    title: "Not readable",
    fix: "What was sent is no JSON object. Look at the body, and ask the provider.",
  },
  incomplete: {
    title: "Something is missing",
    fix: "The event lacks what its type must say. Look at the body; retry once Dossier reads it.",
  },
  worker_died: {
    title: "Stopped the worker",
    fix: "Processing it ended the worker several times. Look at the server's log, update, and retry.",
  },
  body_gone: { title: "Body no longer kept", fix: "Its retention is over, so it cannot be processed again." },
  failed: {
    title: "Failed",
    fix: "The server's log says why. It is tried again for three days; retry it once the reason is mended.",
  },
};

const other = { title: "Failed", fix: "Look at the event, and retry it once the reason is mended." };

export function troubleOf(code: string): { title: string; fix: string } {
  return troubles[code] ?? other;
}
