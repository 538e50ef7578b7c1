import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button";
import { CopyButton } from "./copy-id";

const OPEN_DEPTH = 2;
const LIMIT = 1_000_000;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Folded below depth 2, with keys and whole copied by a button; over 1 MB it offers the download only. */
export function JsonView({
  value,
  label,
  downloadHref,
}: {
  value: unknown;
  label: string;
  downloadHref?: string;
}) {
  const text = JSON.stringify(value, null, 2) ?? "null";
  if (text.length > LIMIT)
    return (
      <p className="text-text-secondary">
        {label} is larger than 1 MB.{" "}
        {downloadHref && (
          <a href={downloadHref} download className="link">
            Download it
          </a>
        )}
      </p>
    );
  // Parsed back, so that dates and undefined look as they are sent.
  const plain: Json = JSON.parse(text);
  return (
    <div className="relative rounded-md bg-sunken">
      <section
        aria-label={label}
        className="mono overflow-auto py-2.5 ps-3 pe-20 leading-[1.1875rem] text-text-muted"
      >
        <Value value={plain} depth={0} />
      </section>
      <CopyButton
        value={text}
        label={label}
        className={buttonStyle({
          variant: "ghost",
          size: "sm",
          className: "absolute end-1.5 top-1.5 text-xs",
        })}
      >
        Copy
      </CopyButton>
    </div>
  );
}

function Value({
  value,
  depth,
  name,
  last = true,
}: {
  value: Json;
  depth: number;
  name?: string;
  last?: boolean;
}) {
  const key = name === undefined ? null : <span className="text-text">{JSON.stringify(name)}: </span>;
  const comma = last ? "" : ",";
  if (value === null || typeof value !== "object")
    return (
      <div className="whitespace-pre-wrap wrap-anywhere">
        {key}
        <Leaf value={value} />
        {comma}
      </div>
    );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const entries: [string | undefined, Json][] = Array.isArray(value)
    ? value.map((item) => [undefined, item])
    : Object.entries(value);
  if (entries.length === 0)
    return (
      <div>
        {key}
        {open}
        {close}
        {comma}
      </div>
    );
  return (
    <details open={depth < OPEN_DEPTH}>
      <summary className="cursor-default rounded-xs hover:bg-hover">
        {key}
        {open}
        <span className="[details[open]>summary>&]:hidden">
          {" "}
          {entries.length} {Array.isArray(value) ? "items" : "keys"} {close}
          {comma}
        </span>
      </summary>
      <div className="border-s border-border ps-4">
        {entries.map(([entryName, item], index) => (
          <Value
            key={entryName ?? `item-${index}`}
            name={entryName}
            value={item}
            depth={depth + 1}
            last={index === entries.length - 1}
          />
        ))}
      </div>
      {close}
      {comma}
    </details>
  );
}

function Leaf({ value }: { value: null | boolean | number | string }): ReactNode {
  if (typeof value === "string") return <span className="text-green-fg">{JSON.stringify(value)}</span>;
  return <span className="text-violet-fg">{String(value)}</span>;
}
