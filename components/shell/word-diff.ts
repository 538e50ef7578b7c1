export type Piece = { text: string; change: "same" | "added" | "removed" };

const mostCells = 250_000;

/** What to take out of `before` and put in to get `after`, word by word. Long rewrites are one change as a whole. */
export function diffWords(before: string, after: string): Piece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end++;
  const middle = between(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const same = (words: string[]): Piece => ({ text: words.join(""), change: "same" });
  const pieces = [same(old.slice(0, start)), ...middle, same(old.slice(old.length - end))];
  return joined(pieces.filter(({ text }) => text !== ""));
}

function between(old: string[], now: string[]): Piece[] {
  const whole: Piece[] = [
    { text: old.join(""), change: "removed" },
    { text: now.join(""), change: "added" },
  ];
  if (old.length * now.length > mostCells) return whole;
  const lengths = commonLengths(old, now);
  const pieces: Piece[] = [];
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    const [one, other] = [old[at], now[to]];
    if (one !== undefined && one === other) {
      pieces.push({ text: one, change: "same" });
      at++;
      to++;
    } else if (
      one !== undefined &&
      (other === undefined || cell(lengths, at + 1, to) >= cell(lengths, at, to + 1))
    ) {
      pieces.push({ text: one, change: "removed" });
      at++;
    } else if (other !== undefined) {
      pieces.push({ text: other, change: "added" });
      to++;
    }
  }
  return pieces;
}

/** Of the longest common run of words from each pair of places on. */
function commonLengths(old: string[], now: string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let at = old.length - 1; at >= 0; at--)
    for (let to = now.length - 1; to >= 0; to--) {
      const row = lengths[at];
      if (row)
        row[to] =
          old[at] === now[to]
            ? cell(lengths, at + 1, to + 1) + 1
            : Math.max(cell(lengths, at + 1, to), cell(lengths, at, to + 1));
    }
  return lengths;
}

function cell(lengths: number[][], at: number, to: number): number {
  return lengths[at]?.[to] ?? 0;
}

function joined(pieces: Piece[]): Piece[] {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.change === piece.change) last.text += piece.text;
    else runs.push({ ...piece });
  }
  return runs;
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|[^\s]+/g) ?? [];
}
