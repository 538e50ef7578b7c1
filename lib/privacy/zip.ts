import { Zip, ZipDeflate } from "fflate";
import type { ExportFile } from "./export-files";

const pushBytes = 64 * 1024;

/** A ZIP of the files, given away in pieces of about `pieceBytes` while it is made. */
export async function* zipPieces(
  files: AsyncIterable<ExportFile>,
  madeAt: Date,
  pieceBytes = 1024 * 1024,
): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    waiting.push(chunk);
    size += chunk.length;
  });
  const taken = () => {
    const piece = Buffer.concat(waiting);
    waiting = [];
    size = 0;
    return piece;
  };
  for await (const { name, pieces } of files) {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = madeAt;
    zip.add(file);
    for await (const text of pieces) {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += pushBytes) {
        file.push(bytes.subarray(at, at + pushBytes));
        if (size >= pieceBytes) yield taken();
      }
    }
    file.push(new Uint8Array(0), true);
  }
  zip.end();
  if (size > 0) yield taken();
}
