/** The first letter of a project on ink. */
export function ProjectMark({ name }: { name: string }) {
  const [letter = "?"] = name;
  return (
    <span
      aria-hidden
      className="grid size-6 flex-none place-items-center rounded-md bg-primary text-2xs font-semibold text-primary-fg"
    >
      {letter.toUpperCase()}
    </span>
  );
}
