import { AsyncLocalStorage } from "node:async_hooks";
import pino from "pino";
import { processSingleton } from "./process-singleton";
import { redact, redactText } from "./redact";

type Level = "debug" | "info" | "warn" | "error" | "fatal";
type Fields = Record<string, unknown>;

export type Log = Record<Level, (message: string, fields?: Fields) => void>;

const requests = processSingleton("log.requests", () => new AsyncLocalStorage<string>());

/** Everything logged inside `work`, however deep, carries this request id. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return requests.run(requestId, work);
}

export function currentRequestId(): string | null {
  return requests.getStore() ?? null;
}

/** Names the process in every line; called once by each program before it logs. */
export function nameProcess(name: string): void {
  named().name = name;
}

export function processName(): string {
  return named().name;
}

function named(): { name: string } {
  return processSingleton("log.process", () => ({ name: "dossier" }));
}

/** Put an error under `error`; personal data and secrets are taken out of message and fields. */
export const log: Log = {
  debug: (message, fields) => write("debug", message, fields),
  info: (message, fields) => write("info", message, fields),
  warn: (message, fields) => write("warn", message, fields),
  error: (message, fields) => write("error", message, fields),
  fatal: (message, fields) => write("fatal", message, fields),
};

function write(level: Level, message: string, fields: Fields = {}): void {
  const logger = processSingleton("log.pino", makeLogger);
  if (!logger.isLevelEnabled(level)) return;
  const requestId = currentRequestId();
  const safe = redact(fields) as Fields; // an object in, an object out
  logger[level](
    { process: processName(), ...(requestId ? { requestId } : {}), ...safe },
    redactText(message),
  );
}

// The level is read from the environment itself: a process must be able to log that its environment is wrong.
function makeLogger(): pino.Logger {
  const wanted = process.env.LOG_LEVEL ?? "info";
  const level = wanted === "silent" || wanted in pino.levels.values ? wanted : "info";
  const options: pino.LoggerOptions = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (process.env.NODE_ENV === "production") {
    return pino(
      { ...options, formatters: { level: (label) => ({ level: label }) } },
      pino.destination({ dest: 1, sync: true }),
    );
  }
  return pino(
    { ...options, formatters: { level: (label) => ({ level: label }) } },
    { write: (line) => process.stdout.write(readable(line)) },
  );
}

function readable(line: string): string {
  const { level, time, msg, process: name, error, ...rest } = JSON.parse(line);
  const fields = Object.entries(rest)
    .map(([key, value]) => ` ${key}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("");
  const stack = error ? `\n  ${String(error.stack ?? JSON.stringify(error)).replaceAll("\n", "\n  ")}` : "";
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${name}: ${msg}${fields}${stack}\n`;
}
