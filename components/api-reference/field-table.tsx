import type { Field, TypePart } from "@/lib/openapi/fields";
import { Prose } from "./prose";

/** Names, types and meanings; a type that has a name leads to its fields. */
export function FieldTable({ caption, fields }: { caption: string; fields: (Field & { place?: string })[] }) {
  return (
    <div className="overflow-x-auto rounded-lg border border-border">
      <table className="w-full border-collapse text-start">
        <caption className="sr-only">{caption}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type and meaning</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr
              key={`${field.place} ${field.name}`}
              className="border-border-subtle align-baseline [&+&]:border-t"
            >
              <th scope="row" className="w-2/5 px-3 py-1.5 text-start font-normal wrap-anywhere">
                <code className="mono">{field.name}</code>
                {field.place && (
                  <span className="ms-1.5 text-xs text-text-muted">
                    {field.place}
                    {field.isRequired ? ", required" : ""}
                  </span>
                )}
              </th>
              <td className="px-3 py-1.5 wrap-anywhere text-text-secondary">
                <TypeWords type={field.type} />
                {field.description && (
                  <span className="block text-xs text-text-muted">
                    <Prose text={field.description} />
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function TypeWords({ type }: { type: TypePart[] }) {
  return type.map(({ text, shape }) =>
    shape ? (
      <a key={shape} href={`#${shape}`} className="text-accent-text hover:underline">
        {text}
      </a>
    ) : (
      text
    ),
  );
}
