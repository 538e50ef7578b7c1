import { Kbd } from "@/components/ui/kbd";

export const reasons = [
  "Asked by the customer",
  "Charged by mistake",
  "Did not use it",
  "Technical problem",
  "Goodwill",
  "Suspected fraud",
] as const;

/** One of a few, by pointer, arrows or its digit. */
export function ReasonField({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-xs font-medium text-text-secondary">Reason, for the record</legend>
      <div className="flex flex-wrap gap-1.5">
        {reasons.map((reason, index) => (
          <label
            key={reason}
            className="inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-full border border-border-strong ps-1.5 pe-2.5 text-xs select-none hover:bg-hover has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:h-9"
          >
            <input
              type="radio"
              name="reason"
              value={reason}
              checked={value === reason}
              onChange={() => onChange(reason)}
              className="sr-only"
            />
            <Kbd>{String(index + 1)}</Kbd>
            {reason}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The reason of a digit, unless it is typed into a field. */
export function reasonOf({ key, target }: { key: string; target: EventTarget }): string | null {
  const isTyping =
    target instanceof Element && target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
  return isTyping ? null : (reasons[Number(key) - 1] ?? null);
}
