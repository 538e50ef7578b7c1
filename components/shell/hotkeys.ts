export type Hotkey = { keys: string; label: string; group: string; run: () => void };

const registered = new Set<Hotkey>();

/** For what has no element to press. Everything else carries `data-hotkey="g c"` and is clicked or focused. */
export function registerHotkey(hotkey: Hotkey): () => void {
  registered.add(hotkey);
  return () => {
    registered.delete(hotkey);
  };
}

export type KeyLine = { keys: string; label: string; group: string };

/** What the page answers to right now, for the keyboard sheet. */
export function listHotkeys(): KeyLine[] {
  const lines: KeyLine[] = [...registered].map(({ keys, label, group }) => ({ keys, label, group }));
  for (const element of document.querySelectorAll<HTMLElement>("[data-hotkey]")) {
    const { hotkey = "", hotkeyLabel, hotkeyGroup } = element.dataset;
    const label = hotkeyLabel ?? element.getAttribute("aria-label") ?? textOf(element);
    const group = hotkeyGroup ?? (hotkey.startsWith("g ") ? "Go to" : "This page");
    if (lines.every((line) => line.keys !== hotkey)) lines.push({ keys: hotkey, label, group });
  }
  return lines;
}

export type PageAction = { label: string; run: () => void };

/** What the page can do that has no key: whatever carries `data-action="Use the dark theme"`. For the palette. */
export function listActions(): PageAction[] {
  return [...document.querySelectorAll<HTMLElement>("[data-action]")].map((element) => ({
    label: element.dataset.action ?? "",
    run: () => element.click(),
  }));
}

function textOf(element: HTMLElement): string {
  const copy = element.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return "";
  for (const key of copy.querySelectorAll("kbd, .text-xs")) key.remove();
  return copy.textContent?.trim() ?? "";
}

/** True when the sequence is known to the page and was carried out. */
export function pressHotkey(keys: string): boolean {
  const handler = [...registered].findLast((hotkey) => hotkey.keys === keys);
  if (handler) {
    handler.run();
    return true;
  }
  const element = document.querySelector<HTMLElement>(`[data-hotkey="${CSS.escape(keys)}"]`);
  if (!element || element.ariaDisabled === "true") return false;
  if (element.matches("input, textarea, select")) element.focus();
  else element.click();
  return true;
}

export function startsSequence(keys: string): boolean {
  const prefix = `${keys} `;
  return (
    [...registered].some((hotkey) => hotkey.keys.startsWith(prefix)) ||
    document.querySelector(`[data-hotkey^="${CSS.escape(prefix)}"]`) !== null
  );
}

const typing =
  "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]:not([contenteditable=false])";
const modal =
  "dialog[open], [role=dialog][aria-modal=true], [role=dialog][data-state=open], [role=menu], [popover]:popover-open:not(.tip)";

/** Letters belong to the person who types: not to us in fields, during composition, with modifiers or under a dialog. */
export function isForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.getModifierState("AltGraph")) return false;
  if (event.target instanceof Element && event.target.closest(typing)) return false;
  return document.querySelector(modal) === null;
}
