import type { Instrumentation } from "next";

const logged = new WeakSet<object>();

/** Next calls this for what a page or a card throws. The digest is the id that the browser shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, { path, headers }) => {
  // Next builds this file for its edge runtime too, which we never use and where the log cannot be.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  // What layout and page both ask for fails for both.
  if (error instanceof Error && logged.has(error)) return;
  if (error instanceof Error) logged.add(error);
  const { log } = await import("@/lib/core/log");
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  log.error("page failed", { digest, requestId: headers["x-request-id"], path: path.split("?")[0], error });
};
