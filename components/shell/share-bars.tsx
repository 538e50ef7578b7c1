import { type Hue, hueClass } from "@/components/ui/hue";

export type Share = { label: string; count: number; note?: string; hue?: Hue };

/** Label, bar, percentage of `total`: a list that can be read without seeing the bars. */
export function ShareBars({ label, shares, total }: { label: string; shares: Share[]; total: number }) {
  return (
    <ul aria-label={label} className="grid gap-0.5">
      {shares.map((share) => (
        <li
          key={share.label}
          className="grid min-h-7 grid-cols-[minmax(5.5rem,1fr)_minmax(1rem,5rem)_3rem_auto] items-center gap-2.5"
        >
          <bdi className="truncate" title={share.label}>
            {share.label}
          </bdi>
          <Bar share={total > 0 ? share.count / total : 0} hue={share.hue} />
          <span className="text-end">{percent(share.count, total)}</span>
          <span className="min-w-9 text-end text-xs text-text-muted">
            {share.note ?? share.count.toLocaleString("en")}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** "58 %", "4.7 %", "< 0.1 %". */
export function percent(part: number, total: number): string {
  if (total <= 0 || part <= 0) return "0 %";
  const value = (part / total) * 100;
  if (value < 0.1) return "< 0.1 %";
  return `${value >= 10 ? Math.round(value) : value.toFixed(1)} %`;
}

/** A bar alone (0 to 1); decoration beside a number that says the same. */
export function Bar({ share, hue, className }: { share: number; hue?: Hue; className?: string }) {
  return (
    <span aria-hidden className={`block h-1.5 overflow-hidden rounded-full bg-active ${className ?? ""}`}>
      <i
        className={`bar-fill block h-full rounded-full ${hue ? `${hueClass[hue]} bg-(--hue-dot)` : "bg-text-disabled"}`}
        style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }}
      />
    </span>
  );
}
