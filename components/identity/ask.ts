/** JSON of a route of the console, dates as text; throws with words that may be shown. */
export async function ask<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(path, { signal });
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail ?? body.title ?? "This could not be loaded. Try again.");
  return body;
}

/** What a route sends of a value: dates as text. */
export type Sent<Value> = Value extends Date
  ? string
  : Value extends object
    ? { [Key in keyof Value]: Sent<Value[Key]> }
    : Value;
