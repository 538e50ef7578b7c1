import { FieldTable } from "@/components/api-reference/field-table";
import { Prose } from "@/components/api-reference/prose";
import { Fact, Facts } from "@/components/shell/facts";
import { JsonView } from "@/components/shell/json-view";
import { type eventDescriptions, eventGroups } from "@/lib/events/schema";
import type { Field } from "@/lib/openapi/fields";

type Description = (typeof eventDescriptions)[keyof typeof eventDescriptions];

/** One type of event: what it means, who sends it, its fields and a whole body. */
export function TypeDetail({
  type,
  described: { words, by, note, group },
  fields,
  example,
}: {
  type: string;
  described: Description;
  fields: Field[];
  example: unknown;
}) {
  return (
    <div className="px-(--gutter) py-5">
      <h1 className="text-lg wrap-anywhere">{type}</h1>
      <p className="mt-1 max-w-160 text-text-secondary">
        {words} {note && <Prose text={note} />}
      </p>
      <div className="mt-3 max-w-160">
        <Facts>
          <Fact label="Comes from">{by}</Fact>
          <Fact label="Group">{eventGroups[group]}</Fact>
        </Facts>
      </div>
      <div className="mt-5 grid grid-cols-[minmax(0,1fr)] items-start gap-x-6 gap-y-5 xl:grid-cols-2">
        <section aria-labelledby="fields" className="grid min-w-0 gap-1.5">
          <h2 id="fields" className="text-xs text-text-muted">
            Fields of data
          </h2>
          <FieldTable caption={`Fields of ${type}`} fields={fields} />
          <p className="text-xs text-text-muted">
            Fields may be added later: read those that you know. Of a person who was erased only ids are sent.
          </p>
        </section>
        <section aria-labelledby="example" className="grid min-w-0 gap-1.5">
          <h2 id="example" className="text-xs text-text-muted">
            Example of a body
          </h2>
          <JsonView value={example} label="Example" />
        </section>
      </div>
    </div>
  );
}
