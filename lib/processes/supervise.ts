import { type ChildProcess, spawn } from "node:child_process";
import { log } from "../core/log";
import { StartFailure, ToldFailure } from "./failure";

export type Program = {
  name: string;
  command: string[];
  environment: NodeJS.ProcessEnv;
  /** Whether it says when it is ready; a watcher that starts it again and again does not. */
  tellsWhenReady: boolean;
};

export type Supervised = {
  /** Settles when a program refuses to start again; never otherwise. */
  failed: Promise<StartFailure>;
  stop(): Promise<void>;
  kill(): void;
};

const patienceMs = 25_000;
const longestPauseMs = 10_000;

/** Starts the programs, waits until each is ready, and starts again whichever ends by itself. */
export async function supervise(programs: Program[]): Promise<Supervised> {
  const children = programs.map((program) => new Child(program));
  const failed = Promise.race(children.map((child) => child.refused));
  const supervised: Supervised = {
    failed,
    stop: async () => {
      await Promise.all(children.map((child) => child.stop()));
    },
    kill: () => {
      for (const child of children) child.kill();
    },
  };
  const ready = Promise.all(children.map((child) => child.ready));
  const refusal = await Promise.race([ready.then(() => null), failed]);
  if (!refusal) return supervised;
  await supervised.stop();
  throw refusal;
}

class Child {
  readonly ready: Promise<void>;
  readonly refused: Promise<StartFailure>;
  #process: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #isStopping = false;
  #failures = 0;
  #pause: NodeJS.Timeout | undefined;
  #tellReady: () => void = () => undefined;
  #tellRefused: (failure: StartFailure) => void = () => undefined;

  constructor(private readonly program: Program) {
    this.ready = new Promise((resolve) => {
      this.#tellReady = resolve;
    });
    this.refused = new Promise((resolve) => {
      this.#tellRefused = resolve;
    });
    this.#start();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#pause);
    this.#process?.kill("SIGTERM");
    const cut = setTimeout(() => this.kill(), patienceMs);
    await this.#exited;
    clearTimeout(cut);
  }

  kill(): void {
    this.#isStopping = true;
    this.#process?.kill("SIGKILL");
  }

  // Its own process group: Ctrl-C reaches the supervisor alone, which stops the parts in order.
  #start(): void {
    const [command = process.execPath, ...args] = this.program.command;
    const startedAt = Date.now();
    const child = spawn(command, args, {
      env: this.program.environment,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      detached: true,
    });
    this.#process = child;
    if (!this.program.tellsWhenReady) child.once("spawn", () => this.#tellReady());
    let refusal: string | undefined;
    child.on("message", (message: { ready?: string; refused?: string }) => {
      if (message.ready) this.#tellReady();
      if (message.refused) refusal = message.refused;
    });
    this.#exited = new Promise((resolve) => {
      const ended = (reason: string) => {
        resolve();
        if (this.#process === child && !this.#isStopping)
          this.#again({ refusal, reason, livedMs: Date.now() - startedAt });
      };
      child.once("error", (error) => ended(error.message));
      child.once("exit", (code, signal) => ended(signal ?? `code ${code}`));
    });
  }

  #again({
    refusal,
    reason,
    livedMs,
  }: {
    refusal: string | undefined;
    reason: string;
    livedMs: number;
  }): void {
    if (refusal) {
      this.#tellRefused(new ToldFailure(refusal));
      return;
    }
    this.#failures = livedMs > 60_000 ? 1 : this.#failures + 1;
    if (this.#failures > 5 && livedMs < 2_000) {
      this.#tellRefused(
        new StartFailure(
          `The ${this.program.name} ends again and again (${reason}): look at its last lines above.`,
        ),
      );
      return;
    }
    const pauseMs = Math.min(longestPauseMs, 100 * 2 ** this.#failures);
    log.error(`the ${this.program.name} ended and is started again`, { reason, pauseMs });
    this.#pause = setTimeout(() => this.#start(), pauseMs);
  }
}
