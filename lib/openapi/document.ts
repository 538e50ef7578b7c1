import { z } from "zod";
import type { Operation } from "../core/operation";
import { resourceNames } from "../core/resource";

type Json = Record<string, unknown>;

const codes = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  idempotency_mismatch: 422,
  rate_limited: 429,
} as const;

/** OpenAPI 3.1, made of the schemas that the routes themselves parse with. */
export function openApiDocument(operations: readonly Operation[], serverUrl: string): Json {
  const schemas: Json = { Problem: problemSchema };
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] ??= {};
    Object.assign(paths[operation.path] ?? {}, {
      [operation.method.toLowerCase()]: described(operation, schemas),
    });
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Dossier API",
      version: "1",
      summary: "Customers of web funnels: who they are, what they did, what was done for them.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: `${serverUrl}/api/v1` }],
    security: [{ secretKey: [] }],
    tags: [...new Set(operations.map((operation) => operation.group))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        secretKey: { type: "http", scheme: "bearer", description: "A secret key of the project: sk_…" },
      },
      responses: Object.fromEntries(
        Object.entries(codes).map(([code]) => [
          code,
          {
            description: code,
            content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
          },
        ]),
      ),
    },
  };
}

function described(operation: Operation, schemas: Json): Json {
  const { id, group, summary, description, scope, body, examples } = operation;
  const parameters = [...inPath(operation, schemas), ...inQuery(operation, schemas)];
  if (operation.method === "POST")
    parameters.push({ ...idempotencyHeader, required: operation.finish !== null });
  return {
    operationId: id,
    tags: [group],
    summary,
    description: [description, `Scope: \`${scope}\`.`].filter(Boolean).join("\n\n"),
    parameters,
    ...(body
      ? {
          requestBody: {
            required: !body.safeParse({}).success,
            content: {
              "application/json": {
                schema: schemaOf(body, "input", schemas),
                ...(examples.body === undefined ? {} : { example: examples.body }),
              },
            },
          },
        }
      : {}),
    responses: { ...answerOf(operation, schemas), ...refusalsOf(operation) },
  };
}

function answerOf({ status, answer, isStream, examples }: Operation, schemas: Json): Json {
  if (!answer) return { [status]: { description: "Done; there is nothing to say." } };
  const type = isStream ? "application/x-ndjson" : "application/json";
  const content = {
    schema: schemaOf(answer, "output", schemas),
    ...(examples.answer === undefined ? {} : { example: examples.answer }),
  };
  return {
    [status]: { description: isStream ? "One such value per line." : "Done.", content: { [type]: content } },
  };
}

function refusalsOf({ method, params, body }: Operation): Json {
  const possible: (keyof typeof codes)[] = ["invalid", "unauthenticated", "forbidden", "rate_limited"];
  if (Object.keys(params.shape).length > 0) possible.push("not_found", "conflict");
  else if (method !== "GET") possible.push("conflict");
  if (body) possible.push("too_large");
  if (method === "POST") possible.push("idempotency_mismatch");
  return Object.fromEntries(
    possible.map((code) => [codes[code], { $ref: `#/components/responses/${code}` }]),
  );
}

function inPath({ params, examples }: Operation, schemas: Json): Json[] {
  return Object.entries(params.shape).map(([name, schema]) => ({
    name,
    in: "path",
    required: true,
    ...parameter(schema, schemas),
    ...exampleOf(examples.params, name),
  }));
}

function inQuery({ query, examples }: Operation, schemas: Json): Json[] {
  return Object.entries(query.shape).map(([name, schema]) => {
    const shown = parameter(schema, schemas);
    return {
      name,
      in: "query",
      required: !z.safeParse(schema, undefined).success,
      ...(isObject(shown.schema) ? { style: "deepObject", explode: true } : {}),
      ...shown,
      ...exampleOf(examples.query, name),
    };
  });
}

function parameter(schema: z.core.$ZodType, schemas: Json): Json & { schema: Json } {
  const { description, ...rest } = schemaOf(schema, "input", schemas);
  return { ...(description ? { description } : {}), schema: rest };
}

function exampleOf(examples: Record<string, string> | undefined, name: string): Json {
  return examples && name in examples ? { example: examples[name] } : {};
}

function isObject(schema: Json): boolean {
  return schema.type === "object";
}

/** The JSON Schema; named shapes go to `schemas` and are referred to. */
export function schemaOf(schema: z.core.$ZodType, io: "input" | "output", schemas: Json): Json {
  const made = z.toJSONSchema(schema, {
    io,
    metadata: resourceNames,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const description = z.globalRegistry.get(zodSchema)?.description;
      if (description) jsonSchema.description = description;
      // Zod's pattern for a time says in 200 characters what the format says in nine.
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    },
  });
  const {
    $schema: _,
    $defs,
    ...rest
  } = JSON.parse(JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json; // the text of an object
  const own = rest.id;
  for (const [name, shape] of Object.entries($defs ?? {})) schemas[name] = withoutId(shape);
  if (typeof own !== "string") return rest;
  schemas[own] = withoutId(rest);
  return { $ref: `#/components/schemas/${own}` };
}

/** `id` here is the name; JSON Schema of old used the word for something else. */
function withoutId(shape: Json): Json {
  const { id: _, ...rest } = shape;
  return rest;
}

const idempotencyHeader = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "Any text of 1 to 255 printable characters. A repeated request with the same key and body gets the first answer, for 72 hours.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

const problemSchema = {
  type: "object",
  description: "RFC 9457.",
  required: ["type", "title", "status", "code", "detail", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", description: "Stays the same; the sentences may change." },
    detail: { type: "string" },
    errors: {
      type: "object",
      description: "What is wrong, by field.",
      additionalProperties: { type: "string" },
    },
    requestId: { type: "string" },
  },
};
