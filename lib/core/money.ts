// ISO 4217 as published; everything that is not listed has two digits. Intl disagrees for IQD, HUF, IDR and others.
const digits: Record<number, string> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

const exponents = new Map(
  Object.entries(digits).flatMap(([exponent, codes]) =>
    codes.split(" ").map((code) => [code, Number(exponent)]),
  ),
);

// In use today, by ISO 4217; without funds codes of one bank, metals and codes for tests.
const inUse = new Set(
  `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY
  COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR
  IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
  MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
  SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UYW UZS VED VES VND VUV WST XAF
  XCD XCG XOF XPF YER ZAR ZMW ZWG`.split(/\s+/),
);

export type Amount = { minor: bigint; currency: string; exponent: number };

/** Digits after the point by ISO 4217. Rows carry their own exponent; use this only where an amount is first read. */
export function exponentOf(currency: string): number {
  return exponents.get(currency.toUpperCase()) ?? 2;
}

export function isCurrency(code: string): boolean {
  return inUse.has(code);
}

/** Exact decimal text: (-123n, 2) gives "-1.23". */
export function decimalString(minor: bigint, exponent: number): string {
  const digitsOnly = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0");
  const cut = digitsOnly.length - exponent;
  const text = exponent === 0 ? digitsOnly : `${digitsOnly.slice(0, cut)}.${digitsOnly.slice(cut)}`;
  return minor < 0n ? `-${text}` : text;
}

const formats = new Map<string, Intl.NumberFormat | null>();

function formatFor(currency: string, exponent: number): Intl.NumberFormat | null {
  const key = `${currency}:${exponent}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = /^[A-Z]{3}$/.test(currency)
    ? new Intl.NumberFormat("en", {
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
        minimumFractionDigits: exponent,
        maximumFractionDigits: exponent,
      })
    : null;
  formats.set(key, format);
  return format;
}

/** "$9.99", "−€4.99", "12.50 X1" for what is no currency code. Exact for any size; the exponent is the amount's own. */
export function formatMoney({ minor, currency, exponent }: Amount): string {
  const decimal = decimalString(minor, exponent);
  const format = formatFor(currency, exponent);
  // The text is a decimal number by construction; the compiler knows only literals.
  const text = format ? format.format(decimal as Intl.StringNumericLiteral) : `${decimal} ${currency}`;
  return text.replace("-", "\u2212");
}
