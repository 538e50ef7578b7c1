export function initialsOf(name: string): string {
  const words = name.split(/[\s@.]+/).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return letters.join("").toUpperCase();
}

/** A person as two letters in a circle. */
export function Initials({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="grid size-6 flex-none place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent-text"
    >
      {initialsOf(name)}
    </span>
  );
}
