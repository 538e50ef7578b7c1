type Json = Record<string, unknown>;

/** A part of a type in words; `shape` names another shape that stands on the page. */
export type TypePart = { text: string; shape?: string };

export type Field = { name: string; type: TypePart[]; isRequired: boolean; description: string | null };

const reference = "#/components/schemas/";

/** The fields of an object's schema, those of objects in it under their path; shapes with a name are not opened. */
export function fieldsOf(schema: Json, path = ""): Field[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(objectIn(schema.properties)).flatMap(([name, value]) => {
    const own = objectIn(value);
    const full = path + name;
    const field: Field = {
      name: full,
      type: typeOf(own),
      isRequired: required.includes(name),
      description: typeof own.description === "string" ? own.description : null,
    };
    const { inside, mark } = insideOf(own);
    return [field, ...(inside.properties ? fieldsOf(inside, `${full}${mark}.`) : [])];
  });
}

/** What is in an object, in each entry of a list or under each name of a map. */
function insideOf(schema: Json): { inside: Json; mark: string } {
  if (schema.type === "array") return { inside: objectIn(schema.items), mark: "[]" };
  const values = objectIn(schema.additionalProperties);
  return values.properties ? { inside: values, mark: ".*" } : { inside: schema, mark: "" };
}

/** A schema's type, as short as it can be said. */
export function typeOf(schema: Json): TypePart[] {
  if (typeof schema.$ref === "string") {
    const shape = schema.$ref.slice(reference.length);
    return [{ text: shape, shape }];
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return joined(choices.map((choice) => typeOf(objectIn(choice))));
  if (Array.isArray(schema.enum))
    return [{ text: schema.enum.map((each) => JSON.stringify(each)).join(" or ") }];
  if ("const" in schema) return [{ text: JSON.stringify(schema.const) }];
  if (Array.isArray(schema.type)) return joined(schema.type.map((type) => typeOf({ ...schema, type })));
  if (schema.type === "array") return [{ text: "list of " }, ...typeOf(objectIn(schema.items))];
  if (schema.type === "object" && schema.additionalProperties && !schema.properties) {
    const values = objectIn(schema.additionalProperties);
    return Object.keys(values).length === 0
      ? [{ text: "object" }]
      : [{ text: "object of " }, ...typeOf(values)];
  }
  if (typeof schema.format === "string" && schema.type === "string")
    return [{ text: wordFor(schema.format) }];
  return [{ text: typeof schema.type === "string" ? schema.type : "anything" }];
}

function joined(types: TypePart[][]): TypePart[] {
  return types.flatMap((type, at) => (at === 0 ? type : [{ text: " or " }, ...type]));
}

function wordFor(format: string): string {
  return { "date-time": "time (ISO 8601, UTC)", date: "day", email: "email", uri: "URL" }[format] ?? format;
}

function objectIn(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {}; // an object has string keys
}
