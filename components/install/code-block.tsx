import { CopyButton } from "@/components/shell/copy-id";
import { buttonStyle } from "@/components/ui/button";

/** A piece of code with its own copy button; long lines wrap, so nothing is hidden beside the edge. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <div className="relative rounded-md border border-border bg-sunken">
      <pre className="mono py-2.5 ps-3 pe-22 whitespace-pre-wrap wrap-anywhere">
        <code>{code}</code>
      </pre>
      <CopyButton
        value={code}
        label={label}
        className={buttonStyle({ size: "sm", className: "absolute end-1.5 top-1.5" })}
      >
        Copy
      </CopyButton>
    </div>
  );
}
