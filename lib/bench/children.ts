import { fork } from "node:child_process";

/** A process that has said what its parent waited for, and lives until it is ended. */
export type Child<Answer> = { answer: Answer; pid: number; ended: Promise<void>; end(): void };

export type StartChild = <Answer>(role: string, options: object) => Promise<Child<Answer>>;

/** Starts parts of a bench in processes of their own, so that the load does not share a thread with what it measures. */
export function childrenOf(program: string[], environment: NodeJS.ProcessEnv): StartChild {
  return <Answer>(role: string, options: object) => {
    const [file = "", ...words] = program;
    const child = fork(file, [...words, "--as", role, JSON.stringify(options)], { env: environment });
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    return new Promise<Child<Answer>>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`The part "${role}" of the bench ended with ${code}.`)));
      child.once("message", (answer) => {
        // Both ends of the channel are this program.
        resolve({ answer: answer as Answer, pid: child.pid ?? 0, ended, end: () => child.disconnect() });
      });
    });
  };
}

/** The other end: tells the parent what the role gave, and ends with it. */
export async function serveChild(work: () => Promise<unknown>): Promise<void> {
  process.on("disconnect", () => process.exit(0));
  process.send?.(await work());
}
