/** A sentence with `code` between backticks. */
export function Prose({ text }: { text: string }) {
  return text.split("`").map((part, at) =>
    at % 2 === 1 ? (
      <code key={`${part} ${text.indexOf(part)}`} className="mono rounded-xs bg-grey-bg px-1">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
