import { closeDatabase } from "../core/database";
import { log, nameProcess } from "../core/log";
import { isExpected, ToldFailure } from "./failure";

export type Running = {
  stop(): Promise<void>;
  /** Ends without waiting, for the second signal. */
  kill?(): void;
  /** Settles when it cannot go on. */
  failed?: Promise<Error>;
};

/**
 * The life of one program: start, tell the supervisor, stop on SIGTERM or SIGINT (at once on the second), end with the
 * supervisor. A sentence and code 1 where the operator can help, a stack where it is our fault.
 */
export async function runProgram(name: string, start: () => Promise<Running>): Promise<void> {
  nameProcess(name);
  process.on("uncaughtException", (error) => crash("the process had to end", error));
  process.on("unhandledRejection", (error) => crash("the process had to end", error));
  let running: Running | undefined;
  let starting: Promise<Running> | undefined;
  let isStopping = false;
  const stop = async () => {
    if (isStopping) {
      running?.kill?.();
      process.exit(1);
    }
    isStopping = true;
    try {
      // What a start has opened so far only the start itself can close.
      running ??= await starting;
      await running?.stop();
      await closeDatabase();
      process.exit(0);
    } catch (error) {
      crash("the process did not stop cleanly", error);
    }
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.on("disconnect", () => void (isStopping || stop()));
  try {
    starting = start();
    running = await starting;
    if (isStopping) return;
    process.send?.({ ready: name });
    void running.failed?.then(async (error) => {
      isStopping = true;
      await running?.stop();
      fail(error);
    });
  } catch (error) {
    fail(error);
  }
}

/** Ends the process with what the operator should read; waits until the supervisor has it. */
export function fail(error: unknown): void {
  if (!isExpected(error)) {
    crash("the start failed", error);
    return;
  }
  const end = () => process.exit(1);
  const tell = () => (process.send ? process.send({ refused: error.message }, undefined, {}, end) : end());
  if (error instanceof ToldFailure) tell();
  else process.stderr.write(`${error.message}\n`, tell);
}

function crash(message: string, error: unknown): void {
  log.fatal(message, { error });
  process.exit(1);
}

/** A program that does one thing and ends, with the same words for what goes wrong. */
export async function runOnce(name: string, work: () => Promise<void>): Promise<void> {
  nameProcess(name);
  try {
    await work();
    await closeDatabase();
  } catch (error) {
    fail(error);
  }
}
