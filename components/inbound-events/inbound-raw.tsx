import { JsonView } from "@/components/shell/json-view";

/** What came, its secrets hidden; said where it is no longer kept. */
export function InboundRaw({ body, isErased }: { body: string | null; isErased: boolean }) {
  if (body === null)
    return (
      <p className="text-text-muted">
        {isErased
          ? "What was sent is gone: its person was erased."
          : "What was sent is no longer kept: the time for which it is kept is over."}
      </p>
    );
  const parsed = parse(body);
  if (parsed !== undefined) return <JsonView value={parsed} label="What was sent" />;
  return (
    <pre className="mono max-h-120 overflow-auto rounded-md bg-sunken px-3 py-2.5 whitespace-pre-wrap wrap-anywhere">
      {body}
    </pre>
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
