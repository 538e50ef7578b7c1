import { log } from "../core/log";

/** One JSON value per line, made as fast as it is read. */
export function streamResponse(values: AsyncIterable<unknown>, headers: Headers): Response {
  const encoder = new TextEncoder();
  const iterator = values[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
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
