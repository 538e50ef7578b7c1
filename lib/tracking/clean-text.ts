const plain = /^[\x20-\x7e]*$/;

/**
 * Text that PostgreSQL and every reader can hold: NUL taken out (text and jsonb refuse it), lone surrogates replaced,
 * composed form.
 */
export function cleanText(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replaceAll("\u0000", "")
    .replaceAll(/\p{Surrogate}/gu, "\ufffd")
    .normalize("NFC");
}

/** Cut to `most` UTF-16 units without leaving half a character. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}
