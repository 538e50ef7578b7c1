import { cleanText } from "./clean-text";

export type Properties = { [key: string]: PropertyValue };
export type PropertyValue = string | number | boolean | null | PropertyValue[] | Properties;

export type PropertiesFault = "invalid_properties" | "too_deep" | "too_many_properties" | "too_long";

/** `values` and `json` hold for an event as a whole: more of either is too heavy to draw. */
export const propertyLimits = {
  depth: 5,
  entries: 64,
  key: 64,
  text: 1024,
  values: 500,
  json: 8 * 1024,
} as const;

const prototypeKeys = new Set(["__proto__", "constructor", "prototype"]);

/** True for keys that would reach a prototype when a careless reader copies them. */
export function isPrototypeKey(key: string): boolean {
  return prototypeKeys.has(key);
}

/** Properties with clean text and without prototype keys, or the reason why they are refused. */
export function readProperties(
  value: unknown,
): { properties: Properties | null } | { fault: PropertiesFault } {
  if (value === undefined || value === null) return { properties: null };
  if (!isRecord(value)) return { fault: "invalid_properties" };
  try {
    const properties = cleanRecord(value, 1, { values: propertyLimits.values });
    if (JSON.stringify(properties).length > propertyLimits.json) return { fault: "too_long" };
    return { properties: Object.keys(properties).length > 0 ? properties : null };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.code };
    throw error;
  }
}

class Fault extends Error {
  constructor(readonly code: PropertiesFault) {
    super(code);
  }
}

type Left = { values: number };

function cleanValue(value: unknown, depth: number, left: Left): PropertyValue {
  if (left.values-- <= 0) throw new Fault("too_many_properties");
  if (typeof value === "string") {
    const text = cleanText(value);
    if (text.length > propertyLimits.text) throw new Fault("too_long");
    return text;
  }
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (depth > propertyLimits.depth) throw new Fault("too_deep");
  if (Array.isArray(value)) {
    if (value.length > propertyLimits.entries) throw new Fault("too_many_properties");
    return value.map((entry) => cleanValue(entry, depth + 1, left));
  }
  if (isRecord(value)) return cleanRecord(value, depth, left);
  throw new Fault("invalid_properties");
}

function cleanRecord(record: Record<string, unknown>, depth: number, left: Left): Properties {
  const keys = Object.keys(record);
  if (keys.length > propertyLimits.entries) throw new Fault("too_many_properties");
  const result: Properties = {};
  for (const key of keys) {
    const name = cleanText(key);
    if (name.length > propertyLimits.key) throw new Fault("too_long");
    if (!isPrototypeKey(name)) result[name] = cleanValue(record[key], depth + 1, left);
  }
  return result;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
