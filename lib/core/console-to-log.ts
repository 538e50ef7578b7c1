import { inspect } from "node:util";
import { log } from "./log";
import { redact } from "./redact";

/** Sends what libraries write to the console through the log, which takes personal data out and names the request. */
export function sendConsoleToLog(): void {
  console.error = (...parts: unknown[]) => fromConsole("error", parts);
  console.warn = (...parts: unknown[]) => fromConsole("warn", parts);
}

function fromConsole(level: "error" | "warn", parts: unknown[]): void {
  const error = parts.find((part) => part instanceof Error);
  // Next reports the error of a page twice: here, and to instrumentation.ts, which knows the page.
  if (error && "digest" in error) return;
  const text = parts
    .filter((part) => part !== error)
    .map((part) => (typeof part === "string" ? part : inspect(redact(part), { breakLength: Infinity })))
    .join(" ")
    .trim();
  log[level](text || "a library reported an error", error ? { error } : {});
}
