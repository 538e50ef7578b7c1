/** The screen that an event says was shown: `screen_presented` with a `screen_id`. Null for every other event. */
export function screenOf(event: { name: string; properties: Record<string, unknown> | null }): string | null {
  const screen = event.name === "screen_presented" ? event.properties?.screen_id : undefined;
  return typeof screen === "string" && screen !== "" ? screen : null;
}

/** Its name for people, where the page sent one as `screen_title`. */
export function screenTitleOf(event: { properties: Record<string, unknown> | null }): string | null {
  const title = event.properties?.screen_title;
  return typeof title === "string" && title.trim() !== "" ? title : null;
}
