/** `numerator / denominator` of an amount, rounded half up once. The denominator is positive, the others not negative. */
export function share(minor: bigint, numerator: bigint, denominator: bigint): bigint {
  return (minor * numerator * 2n + denominator) / (denominator * 2n);
}

export function percentOf(minor: bigint, percent: number): bigint {
  return share(minor, BigInt(percent), 100n);
}

/** What is left to pay after `percent` off. */
export function discounted(minor: bigint, percent: number | null): bigint {
  return percent === null ? minor : percentOf(minor, 100 - percent);
}

/** The part of what was paid that was not used yet, never more than was paid. */
export function unusedCredit(paidMinor: bigint, start: Date, end: Date, now: Date): bigint {
  const whole = end.getTime() - start.getTime();
  const left = Math.min(Math.max(end.getTime() - now.getTime(), 0), whole);
  return whole <= 0 ? 0n : share(paidMinor, BigInt(left), BigInt(whole));
}
