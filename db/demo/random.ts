export type Random = {
  /** At least 0 and less than 1. */
  next(): number;
  /** Both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  uuid(): string;
  /** A UUIDv7: sorts by this time. */
  uuidAt(at: Date): string;
  text(length: number): string;
};

const letters = "0123456789abcdefghijklmnopqrstuvwxyz";

/** The same seed gives the same numbers on every machine (sfc32). */
export function makeRandom(seed: number, stream: number): Random {
  let [a, b, c, counter] = [seed | 0, stream | 0, (seed ^ 0x9e3779b9) | 0, 1];
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) word();
  const next = () => word() / 0x1_0000_0000;
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const hex = () => word().toString(16).padStart(8, "0");
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error("There is nothing to pick from");
      return item;
    },
    uuid: () => {
      const [one, two, three, four] = [hex(), hex(), hex(), hex()];
      return `${one}-${two.slice(0, 4)}-4${two.slice(5)}-8${three.slice(1, 4)}-${three.slice(4)}${four}`;
    },
    uuidAt: (at) => {
      const time = at.getTime().toString(16).padStart(12, "0");
      const [one, two, three] = [hex(), hex(), hex()];
      return `${time.slice(0, 8)}-${time.slice(8)}-7${one.slice(5)}-8${two.slice(1, 4)}-${two.slice(4)}${three}`;
    },
    text: (length) => Array.from({ length }, () => letters[Math.floor(next() * 36)]).join(""),
  };
}

/** A picker that follows the weights, with one look-up table made at the start. */
export function weighted<T extends { weight: number }>(items: readonly T[]): (random: Random) => T {
  const table = items.flatMap((item) => Array<T>(Math.max(1, Math.round(item.weight))).fill(item));
  return (random) => random.pick(table);
}
