import type { z } from "zod";
import type { Transaction } from "../../db/client";
import type { Clock } from "./clock";
import { type CommandCtx, parseInput } from "./command";
import { authorizedProject } from "./ctx";
import { database, useProject } from "./database";
import type { Person } from "./directory/people";
import { AppError } from "./errors";
import { recordInstance } from "./instance-log";
import type { Role } from "./permissions";
import { processSingleton } from "./process-singleton";
import { createRateLimiter } from "./rate-limiter";

/** A signed-in person who is not, or not yet, inside a project. */
export type PersonCtx = { readonly person: Person; readonly requestId: string; readonly clock: Clock };

type Work<Input> = {
  ctx: PersonCtx & { readonly tx: Transaction };
  input: Input;
  /** Steps into a project in the same transaction, after the command has made sure of the right to it. */
  enter: (projectId: string, role: Role) => Promise<CommandCtx>;
  log: (details: Record<string, unknown> | "unchanged") => void;
};

export type PersonCommand<Schema extends z.ZodType, Result> = {
  (ctx: PersonCtx, input: z.input<Schema>): Promise<Result>;
  readonly commandName: string;
};

// Outside a project nobody has vouched for the person: tokens must not be guessed by trying.
const attemptLimit = { most: 20, windowMs: 60_000 };
const attempts = () => processSingleton("person-command.attempts", () => createRateLimiter(attemptLimit));

/** The write path for what a person does outside a project: parsed, in one transaction, in the instance log. */
export function personCommand<Schema extends z.ZodType, Result>(spec: {
  name: string;
  input: Schema;
  run: (work: Work<z.output<Schema>>) => Promise<Result>;
}): PersonCommand<Schema, Result> {
  const execute = async (ctx: PersonCtx, raw: z.input<Schema>): Promise<Result> => {
    const wait = attempts()(`${spec.name} ${ctx.person.userId}`, ctx.clock.now().getTime());
    if (wait > 0) throw new AppError("rate_limited", `Too many tries. Wait ${wait} seconds and try again.`);
    const input = parseInput(spec.input, raw);
    return database().transaction(async (tx) => {
      let details: Record<string, unknown> | "unchanged" | null = null;
      const result = await spec.run({
        ctx: { ...ctx, tx },
        input,
        enter: async (projectId, role) => {
          await useProject(tx, projectId);
          const actor = { kind: "user", userId: ctx.person.userId, role } as const;
          return {
            projectId: authorizedProject(projectId),
            actor,
            requestId: ctx.requestId,
            clock: ctx.clock,
            tx,
          };
        },
        log: (entry) => {
          details = entry;
        },
      });
      if (details === null) throw new Error(`${spec.name} left no log entry and did not say "unchanged"`);
      if (details !== "unchanged") {
        const at = { now: ctx.clock.now(), requestId: ctx.requestId };
        await recordInstance(tx, at, { action: spec.name, userId: ctx.person.userId, details });
      }
      return result;
    });
  };
  return Object.assign(execute, { commandName: spec.name });
}
