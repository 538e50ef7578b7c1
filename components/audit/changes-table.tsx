import { changedFields } from "./changed-fields";

/** What stood there before and what stands there after, field by field. */
export function ChangesTable({ details }: { details: Record<string, unknown> }) {
  const fields = changedFields(details);
  if (fields.length === 0) return <p className="text-text-muted">No field was changed</p>;
  return (
    <table className="table table--inset">
      <caption className="sr-only">Changed fields</caption>
      <thead>
        <tr>
          <th scope="col" style={{ width: "10rem" }}>
            Field
          </th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row" className="font-medium">
              {field}
            </th>
            <td className="wrap-anywhere whitespace-pre-wrap">
              <Value value={before} />
            </td>
            <td className="wrap-anywhere whitespace-pre-wrap">
              <Value value={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ value }: { value: unknown }) {
  if (value === undefined) return <span className="text-text-muted">Nothing</span>;
  return <bdi>{typeof value === "string" ? value : JSON.stringify(value)}</bdi>;
}
