/** Why an event waits, is parked, or says nothing to us. Equal reasons have an equal code. */
export type Trouble = { code: string; words: string };

/** Something that it needs has not come yet: nothing of it is written, and it is tried again. */
export class NotYet extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.words);
    this.name = "NotYet";
  }
}

/** A person must mend something first: nothing of it is written, and it is not tried again by itself. */
export class Parked extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.words);
    this.name = "Parked";
  }
}

/** An event waits half a minute for one that says more of the same person or charge, before it goes on without. */
export const settlingTries = 2;
/** Money waits ten minutes for the subscription that it paid. */
export const subscriptionTries = 7;

const day = 24 * 60 * 60_000;

/** So long what fails is tried again by itself. */
export const triedForMs = 3 * day;

/** How long after its `attempts`-th failure an event is tried again. */
export function retryWaitMs(attempts: number, random: number): number {
  const wait = Math.min(6 * 60 * 60_000, 5_000 * 2 ** Math.min(attempts, 20));
  return Math.round(wait * (0.9 + random * 0.2));
}
