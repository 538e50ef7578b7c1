import { log } from "../core/log";

/** Lines go out together, since each piece that is sent costs as much as ten of them. */
const pieceLength = 32 * 1024;

/** One JSON value per line, made as fast as it is read. */
export function streamResponse(values: AsyncIterable<unknown>, headers: Headers): Response {
  const encoder = new TextEncoder();
  const iterator = values[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        let piece = "";
        let isDone = false;
        while (!isDone && piece.length < pieceLength) {
          const { done, value } = await iterator.next();
          isDone = done === true;
          if (!isDone) piece += `${JSON.stringify(value)}\n`;
        }
        if (piece !== "") controller.enqueue(encoder.encode(piece));
        if (isDone) controller.close();
      } catch (error) {
        // The status is sent already: an answer that breaks off is the one sign that is left.
        log.error("a streamed answer broke off", { error });
        controller.error(error);
      }
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  headers.set("content-type", "application/x-ndjson; charset=utf-8");
  return new Response(stream, { status: 200, headers });
}
