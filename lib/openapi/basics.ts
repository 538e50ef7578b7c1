/** What holds for every operation, for the page and the document alike. */
export const basics: { title: string; text: string }[] = [
  {
    title: "Keys",
    text: "Each request carries a secret key of the project: `Authorization: Bearer sk_…`. A key may do what its scopes name; without the scope of an operation the answer is 403 and names it. Ten wrong keys in a minute close the API for that address until the minute is over.",
  },
  {
    title: "Customers",
    text: "Wherever an address names a customer, a profile id (`pro_…`), a user id or an alias will do. Ids of merged profiles go on working. A user id that two customers share answers 409 and names both. Reading never makes a customer.",
  },
  {
    title: "Pages",
    text: "Lists answer `data` and `pagination`. Ask for the next page with `cursor`, the `nextCursor` of the page before, and the same filter; `limit` is 1 to 500.",
  },
  {
    title: "Errors",
    text: "Problems are RFC 9457 documents. `code` stays the same while sentences may change: invalid (400), unauthenticated (401), forbidden (403), not_found (404), method_not_allowed (405), conflict (409), too_large (413), idempotency_mismatch (422), rate_limited (429), internal (500), unavailable (503). `errors` says what is wrong by field. Name the `requestId` when you ask about one.",
  },
  {
    title: "Repeating a request",
    text: "A POST with an `Idempotency-Key` has one effect however often it is sent: for 72 hours the same request gets the first answer, with the header `Idempotent-Replayed: true`. The same key with another body is 422; while the first still runs it is 409. Where money moves the key is required, and a repeated request is told how things stand by then.",
  },
  {
    title: "Limits",
    text: "A key may ask 1,200 times a minute; `RateLimit-Remaining` and `RateLimit-Reset` say what is left and for how many seconds. 429 and 503 carry `Retry-After`. A body holds at most 256 KiB. Times are UTC in ISO 8601. Fields that are not known are refused.",
  },
];
