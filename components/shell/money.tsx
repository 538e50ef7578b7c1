import { type Amount, formatMoney } from "@/lib/core/money";

/** Exact at any size. `code` where currencies mix: it stands in a narrow column of its own, so amounts line up. */
export function Money({ minor, currency, exponent, code }: Amount & { code?: boolean }) {
  const text = formatMoney({ minor, currency, exponent });
  return (
    <span className="whitespace-nowrap">
      {/* A currency without a sign of its own begins with its code, which must not stand there twice. */}
      {code ? text.replace(`${currency}\u00a0`, "") : text}
      {code && (
        <span className="inline-block w-[2.9em] ps-1.25 text-start text-2xs text-text-muted">{currency}</span>
      )}
    </span>
  );
}
