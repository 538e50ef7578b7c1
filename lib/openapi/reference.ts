import type { Method, Operation } from "../core/operation";
import { schemaOf } from "./document";
import { type Field, fieldsOf, type TypePart, typeOf } from "./fields";

export type OperationReference = {
  id: string;
  method: Method;
  path: string;
  summary: string;
  description: string | null;
  scope: string;
  status: number;
  isStream: boolean;
  parameters: (Field & { place: "path" | "query" })[];
  /** Null where nothing may be sent. */
  body: Field[] | null;
  /** What comes back, in a word; null for nothing. */
  answer: TypePart[] | null;
  answerFields: Field[];
  curl: string;
};

export type Reference = {
  groups: { name: string; operations: OperationReference[] }[];
  /** Named shapes, in the order of their names. */
  shapes: { name: string; fields: Field[]; type: TypePart[] }[];
};

/** The reference as its page and its document draw it. */
export function referenceOf(operations: readonly Operation[], appUrl: string): Reference {
  const schemas: Record<string, unknown> = {};
  const groups = new Map<string, OperationReference[]>();
  for (const operation of operations) {
    const described = describedOperation(operation, appUrl, schemas);
    groups.set(operation.group, [...(groups.get(operation.group) ?? []), described]);
  }
  return {
    groups: [...groups].map(([name, own]) => ({ name, operations: own })),
    shapes: Object.entries(schemas)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => {
        const shape = schema as Record<string, unknown>; // put there by schemaOf
        return { name, fields: fieldsOf(shape), type: typeOf(shape) };
      }),
  };
}

function describedOperation(
  operation: Operation,
  appUrl: string,
  schemas: Record<string, unknown>,
): OperationReference {
  const { id, method, path, summary, description, scope, status, isStream, answer, body } = operation;
  const shown = answer ? schemaOf(answer, "output", schemas) : null;
  const fieldsIn = (schema: Operation["params"]) => fieldsOf(schemaOf(schema, "input", schemas));
  const sent = body ? schemaOf(body, "input", schemas) : null;
  return {
    id,
    method,
    path: `/api/v1${path}`,
    summary,
    description: description ?? null,
    scope,
    status,
    isStream,
    parameters: [
      ...fieldsIn(operation.params).map((field) => ({ ...field, place: "path" as const })),
      ...fieldsIn(operation.query).map((field) => ({ ...field, place: "query" as const })),
    ],
    body: sent && fieldsOf(sent),
    answer: shown && typeOf(shown),
    answerFields: shown ? fieldsOf(shown) : [],
    curl: curlOf(operation, appUrl),
  };
}

/** A request to paste into a shell that has the key in its environment. */
export function curlOf({ method, path, body, examples }: Operation, appUrl: string): string {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(examples.params?.[name] ?? `{${name}}`),
  );
  const query = new URLSearchParams(examples.query).toString();
  const url = `${appUrl}/api/v1${address}${query === "" ? "" : `?${query}`}`;
  const lines = [
    `curl${method === "GET" ? "" : ` -X ${method}`} "${url}"`,
    `  -H "Authorization: Bearer $DOSSIER_SECRET_KEY"`,
  ];
  if (method === "POST") lines.push(`  -H "Idempotency-Key: $(uuidgen)"`);
  if (body) {
    lines.push(`  -H "Content-Type: application/json"`);
    const json = JSON.stringify(examples.body ?? {}).replaceAll("'", "'\\''");
    lines.push(`  -d '${json}'`);
  }
  return lines.join(" \\\n");
}
