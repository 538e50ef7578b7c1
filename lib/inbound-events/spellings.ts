import { type Amount, exponentOf } from "../core/money";

const mostDigits = 15;

/**
 * A time in any spelling that providers use: seconds, milliseconds or microseconds since 1970; ISO 8601 with any zone or
 * none, which is UTC. Undefined for what is no time of this business.
 */
export function readTime(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  if (/^\d{9,17}(\.\d+)?$/.test(text)) return sensible(new Date(unixMs(Number(text))));
  const [, date, clock = "00:00:00", fraction = "", zone = ""] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?)? ?(Z|z|[+-]\d{2}:?\d{2}|UTC)?$/.exec(
      text,
    ) ?? [];
  if (date === undefined) return undefined;
  const shift = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : "Z";
  return sensible(new Date(`${date}T${clock}${fraction.slice(0, 4)}${shift}`));
}

export function isoTime(text: string | undefined): string | undefined {
  return readTime(text)?.toISOString();
}

function unixMs(value: number): number {
  if (value < 1e11) return Math.round(value * 1_000);
  return value < 1e14 ? Math.floor(value) : Math.floor(value / 1_000);
}

function sensible(time: Date): Date | undefined {
  const year = time.getUTCFullYear();
  return year >= 1990 && year <= 2200 ? time : undefined;
}

/** Decimal text as an amount, to the nearest minor unit, halves away from nought. No binary fraction is ever made of it. */
export function decimalAmount(text: string | undefined, currency: string | undefined): Amount | undefined {
  const code = currency?.toUpperCase();
  const [, sign = "", whole, fraction = "", power = "0"] =
    /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text ?? "") ?? [];
  if (whole === undefined || !isCode(code)) return undefined;
  const exponent = exponentOf(code);
  const shift = exponent - fraction.length + Number(power);
  const digits = BigInt(whole + fraction);
  const minor = shift >= 0 ? digits * 10n ** BigInt(shift) : rounded(digits, 10n ** BigInt(-shift));
  return held({ minor: sign === "-" ? -minor : minor, currency: code, exponent });
}

/** Whole minor units by ISO 4217. */
export function minorAmount(text: string | undefined, currency: string | undefined): Amount | undefined {
  const code = currency?.toUpperCase();
  if (text === undefined || !/^-?\d+(\.0+)?$/.test(text) || !isCode(code)) return undefined;
  return held({ minor: BigInt(text.replace(/\..*/, "")), currency: code, exponent: exponentOf(code) });
}

export function absolute({ minor, ...rest }: Amount): Amount {
  return { minor: minor < 0n ? -minor : minor, ...rest };
}

function isCode(code: string | undefined): code is string {
  return code !== undefined && /^[A-Z]{3}$/.test(code);
}

function rounded(digits: bigint, unit: bigint): bigint {
  return (digits * 2n + unit) / (unit * 2n);
}

function held(amount: Amount): Amount | undefined {
  return absolute(amount).minor.toString().length <= mostDigits ? amount : undefined;
}
