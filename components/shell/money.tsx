import { type Amount, formatMoney } from "@/lib/core/money";

/** Exact at any size. `code` where currencies mix: it stands in a narrow column of its own, so amounts line up. */
export function Money({ minor, currency, exponent, code }: Amount & { code?: boolean }) {
  return (
    <span className="whitespace-nowrap">
      {formatMoney({ minor, currency, exponent })}
      {code && (
        <span className="inline-block w-[2.9em] ps-1.25 text-start text-2xs text-text-muted">{currency}</span>
      )}
    </span>
  );
}
