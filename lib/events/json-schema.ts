import { z } from "zod";

export type JsonSchema = Record<string, unknown>;

/** For receivers: what is there, and not that nothing else may come, since fields can be added. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io: "input",
    reused: "inline",
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // Zod's pattern for a time says in 200 characters what the format says in nine.
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    },
  });
  return made;
}
