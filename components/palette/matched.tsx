/** The text with the first place of the part marked, whatever its case. */
export function Matched({ text, part }: { text: string; part: string }) {
  const at = text.toLowerCase().indexOf(part.toLowerCase());
  if (at < 0 || part === "") return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-[2px] bg-amber-dot/35 text-text">{text.slice(at, at + part.length)}</mark>
      {text.slice(at + part.length)}
    </>
  );
}
