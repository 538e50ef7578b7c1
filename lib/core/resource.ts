import { z } from "zod";

/** Names of public shapes; the API's description lists each once under its name. */
export const resourceNames = z.registry<{ id: string }>();

/** A public JSON shape. Written out field by field, so that a new column is never shown by itself. */
export function resource<Shape extends z.ZodRawShape>(name: string, shape: Shape) {
  return z.strictObject(shape).register(resourceNames, { id: name });
}

/** UTC, ISO 8601. */
export const instant = z.iso.datetime();
