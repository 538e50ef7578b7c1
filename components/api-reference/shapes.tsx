import type { Reference } from "@/lib/openapi/reference";
import { FieldTable, TypeWords } from "./field-table";

export function Shapes({ shapes }: { shapes: Reference["shapes"] }) {
  return (
    <section aria-labelledby="shapes" className="border-t border-border py-5">
      <h2 id="shapes" className="scroll-mt-14 text-lg">
        Shapes
      </h2>
      <div className="mt-3 grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-2">
        {shapes.map(({ name, fields, type }) => (
          <section
            key={name}
            aria-labelledby={name}
            className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5"
          >
            <h3 id={name} className="scroll-mt-14">
              {name}
            </h3>
            {fields.length > 0 ? (
              <FieldTable caption={`Fields of ${name}`} fields={fields} />
            ) : (
              <p className="text-text-secondary">
                <TypeWords type={type} />
              </p>
            )}
          </section>
        ))}
      </div>
    </section>
  );
}
