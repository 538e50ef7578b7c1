import { diffWords } from "./word-diff";

/** Marked by colour and by line: what came is underlined, what went is struck through. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  return (
    <p className="whitespace-pre-wrap wrap-anywhere">
      {diffWords(before, after).map((piece, at) =>
        piece.change === "same" ? (
          piece.text
        ) : piece.change === "added" ? (
          <ins key={placeOf(piece.text, at)} className="rounded-xs bg-green-bg text-green-fg underline">
            {piece.text}
          </ins>
        ) : (
          <del key={placeOf(piece.text, at)} className="rounded-xs bg-red-bg text-red-fg line-through">
            {piece.text}
          </del>
        ),
      )}
    </p>
  );
}

function placeOf(text: string, at: number): string {
  return `${at} ${text}`;
}
