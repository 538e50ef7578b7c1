/** Chance that comes out the same for the same seed. */
export type Chance = {
  /** At least 0, below `end`. */
  upTo(end: number): number;
  isHit(probability: number): boolean;
  oneOf<T>(choices: readonly [T, ...T[]]): T;
};

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  // Mulberry32: short, and good enough for a rehearsal.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    upTo: (end) => Math.floor(next() * end),
    isHit: (probability) => next() < probability,
    oneOf: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
  };
}
