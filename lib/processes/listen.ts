import type { Server } from "node:http";
import { log } from "../core/log";
import { StartFailure } from "./failure";

export type Address = {
  port: number;
  host: string;
  /** What listens, such as "console". */
  name: string;
  /** The environment variable that changes the port. */
  variable: string;
};

/** Starts listening, or says in one sentence why not. */
export function listen(server: Server, address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(refusal(error, address));
    server.once("error", refuse);
    server.listen(address.port, address.host, () => {
      server.off("error", refuse);
      server.on("error", (error) => log.error("a server failed", { server: address.name, error }));
      resolve();
    });
  });
}

/** Runs a server's own start, and turns its refusal to listen into the same sentence. */
export async function listening<T>(start: () => Promise<T>, address: Address): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code && error instanceof Error) throw refusal(Object.assign(error, { code }), address);
    throw error;
  }
}

function refusal(error: NodeJS.ErrnoException, { port, host, name, variable }: Address): StartFailure {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken, so the ${name} cannot start: stop the program that uses it, or set ${variable} to another port.`,
    EACCES: `Port ${port} needs special rights, so the ${name} cannot start: set ${variable} to a port above 1023.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: set HOST to 127.0.0.1, or to 0.0.0.0 for every network.`,
    ENOTFOUND: `The address ${host} is not known: set HOST to 127.0.0.1, or to 0.0.0.0 for every network.`,
  };
  const sentence =
    reasons[error.code ?? ""] ??
    `The ${name} cannot listen on ${host}:${port} (${error.message}): look at HOST and ${variable}.`;
  return new StartFailure(sentence, { cause: error });
}

/** Answers what is under way, takes nothing new, and cuts what has not ended after the patience. */
export async function close(server: Server, patienceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(cut);
}
