/** Lays a fixed element below (or, without room, above) its anchor, within the window. */
export function placeNear(floating: HTMLElement, anchor: Element, gap: number): void {
  const box = anchor.getBoundingClientRect();
  const { width, height } = floating.getBoundingClientRect();
  const below = box.bottom + gap + height <= window.innerHeight;
  const left = Math.min(Math.max(8, box.left + box.width / 2 - width / 2), window.innerWidth - width - 8);
  floating.style.left = `${Math.round(left)}px`;
  floating.style.top = `${Math.round(below ? box.bottom + gap : Math.max(8, box.top - gap - height))}px`;
}
