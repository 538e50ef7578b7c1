import type { Amount } from "../core/money";

/** Cents for an amount at so many dollars for one unit. Halves go away from zero, so a refund is minus its charge. */
export function usdMinorOf({ minor, exponent }: Amount, rate: string): bigint {
  const { digits, places } = decimal(rate);
  const cents = (minor < 0n ? -minor : minor) * digits * 100n;
  const scale = 10n ** BigInt(places + exponent);
  const rounded = (cents * 2n + scale) / (scale * 2n);
  return minor < 0n ? -rounded : rounded;
}

const significantDigits = 15;

/** Dollars for one unit, where a source says how many units one dollar is: to 15 significant digits or one more. Null for none. */
export function inverted(unitsOfOneDollar: string): string | null {
  if (!/^[0-9]+([.][0-9]+)?$/.test(unitsOfOneDollar)) return null;
  const { digits, places } = decimal(unitsOfOneDollar);
  if (digits === 0n) return null;
  // The quotient lies between 10^(places - length) and ten times that.
  const kept = significantDigits + digits.toString().length - places;
  if (kept < 0) return null;
  const scale = 10n ** BigInt(places + kept);
  const text = ((scale * 2n + digits) / (digits * 2n)).toString().padStart(kept + 1, "0");
  const fraction = text.slice(text.length - kept).replace(/0+$/, "");
  const whole = text.slice(0, text.length - kept);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

function decimal(text: string): { digits: bigint; places: number } {
  const [whole = "", fraction = ""] = text.split(".");
  return { digits: BigInt(whole + fraction), places: fraction.length };
}
