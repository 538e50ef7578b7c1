import type { ReactNode } from "react";

/** What a control inside a field must carry: spread it on the input. */
export type FieldControl = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

/** Label above, control, then the error or the hint; `id` ties them together. */
export function Field({
  id,
  label,
  hint,
  error,
  optional,
  children,
}: {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  optional?: boolean;
  children: (control: FieldControl) => ReactNode;
}) {
  const note = error ?? hint;
  const noteId = note ? `${id}-note` : undefined;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-xs font-medium text-text-secondary">
        {label}
        {optional && <span className="font-normal text-text-muted"> optional</span>}
      </label>
      {children({ id, "aria-describedby": noteId, "aria-invalid": error ? true : undefined })}
      {note && (
        <p id={noteId} className={error ? "text-xs text-red-fg" : "text-xs text-text-muted"}>
          {note}
        </p>
      )}
    </div>
  );
}
