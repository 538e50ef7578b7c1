const words: Record<string, [one: string, many: string]> = {
  "event.processed": ["event becomes processed", "events become processed"],
  "event.tried_again": ["event is tried again", "events are tried again"],
  "event.ignored": ["event no longer says anything", "events no longer say anything"],
  "event.not_readable": ["event can no longer be read", "events can no longer be read"],
  "customer.email": ["customer changes email", "customers change email"],
  "customer.userId": ["customer changes User ID", "customers change User ID"],
  "customer.country": ["customer changes country", "customers change country"],
  "customer.aliases": ["customer changes aliases", "customers change aliases"],
  "customer.attributes": ["customer changes attributes", "customers change attributes"],
  "customer.attribution": ["customer changes attribution", "customers change attribution"],
  "subscription.isKnown": ["subscription begins to exist", "subscriptions begin to exist"],
  "subscription.status": ["subscription changes status", "subscriptions change status"],
  "subscription.end": ["subscription changes its end", "subscriptions change their end"],
  "subscription.period": ["subscription changes its period", "subscriptions change their period"],
  "subscription.product": ["subscription changes product", "subscriptions change product"],
  "subscription.customer": ["subscription changes customer", "subscriptions change customer"],
  "subscription.price_point": [
    "subscription is sold as another price point",
    "subscriptions are sold as another price point",
  ],
  "payment.known": ["payment is told otherwise", "payments are told otherwise"],
  "payment.amount": ["payment changes amount", "payments change amount"],
  "payment.subscription": ["payment changes subscription", "payments change subscription"],
  "dispute.state": ["dispute changes state", "disputes change state"],
  "dispute.amount": ["dispute changes amount", "disputes change amount"],
};

/** "214 customers change country". An unknown kind is shown as it is. */
export function differenceWords(kind: string, count: number): string {
  const [one, many] = words[kind] ?? [kind, kind];
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
