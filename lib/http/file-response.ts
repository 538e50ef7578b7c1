import { log } from "../core/log";

/** A CSV file that is sent while it is made. */
export function csvResponse(lines: AsyncGenerator<string>, fileName: string): Response {
  return fileResponse(lines, fileName, "text/csv; charset=utf-8");
}

/** A file to be saved, never shown: whatever is in it runs nowhere. `fileName` is ours, and plain ASCII. */
export function fileResponse(
  pieces: AsyncGenerator<string | Uint8Array>,
  fileName: string,
  contentType: string,
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
      } catch (error) {
        // The status is sent already: a connection that breaks off is the one sign that is left.
        log.error("a file broke off", { error });
        controller.error(error);
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${fileName}"`,
      "content-security-policy": "sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}

/** A JSON file, for people to keep. */
export function jsonFileResponse(value: unknown, fileName: string): Response {
  async function* whole() {
    yield `${JSON.stringify(value, null, 2)}\n`;
  }
  return fileResponse(whole(), fileName, "application/json; charset=utf-8");
}
