import { z } from "zod";
import type { KeptSecrets } from "./inbound-secrets";
import { secretKinds } from "./schema";

const hints = z.array(
  z.strictObject({
    kind: z.enum(secretKinds),
    lastFour: z.string(),
    setAt: z.iso.datetime(),
    /** Until when the one before it is believed too. */
    formerUntil: z.iso.datetime().nullable(),
  }),
);
/** All that is shown of a secret. Stored beside it, so that no page opens the secret itself. */
export type SecretHint = z.infer<typeof hints>[number];

export function hintsOf(stored: string | null): SecretHint[] {
  return stored === null ? [] : hints.parse(JSON.parse(stored));
}

export function storedHints(secrets: KeptSecrets): string {
  return JSON.stringify(
    secretKinds.flatMap((kind): SecretHint[] => {
      const present = secrets[kind].find(({ until }) => until === null);
      if (!present) return [];
      const formers = secrets[kind].flatMap(({ until }) => until ?? []).sort();
      const { value, setAt } = present;
      return [{ kind, lastFour: value.slice(-4), setAt, formerUntil: formers.at(-1) ?? null }];
    }),
  );
}
