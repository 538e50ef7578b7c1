const holds = [
  { days: 0, label: "None" },
  { days: 7, label: "7 days" },
  { days: 14, label: "14 days" },
  { days: 30, label: "30 days" },
];

export function HoldChoice({ days: chosen, onChoose }: { days: number; onChoose: (days: number) => void }) {
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-text-secondary">Wait before it happens</legend>
      <div className="grid grid-cols-4 rounded-md border border-border-strong p-px">
        {holds.map(({ days, label }) => (
          <label
            key={days}
            className="flex h-7 cursor-pointer items-center justify-center rounded-xs has-checked:bg-active has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-ring"
          >
            <input
              type="radio"
              name="hold"
              className="sr-only"
              checked={chosen === days}
              onChange={() => onChoose(days)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
