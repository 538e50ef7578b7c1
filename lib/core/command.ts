import type { z } from "zod";
import type { Transaction } from "../../db/client";
import { type AuditEntry, recordAudit } from "./audit";
import { fixedClock } from "./clock";
import type { Ctx } from "./ctx";
import { write } from "./database";
import { AppError, type FieldErrors } from "./errors";
import { can, type Permission, rolesWith } from "./permissions";

/** A context whose transaction is open. */
export type CommandCtx = Ctx & { readonly tx: Transaction };

type Run<Input, Result> = (work: {
  ctx: CommandCtx;
  input: Input;
  /** Says what was changed; a command that changed nothing says `unchanged`. */
  audit: (entry: AuditEntry | "unchanged") => void;
}) => Promise<Result>;

export type Command<Schema extends z.ZodType, Result> = {
  (ctx: Ctx, input: z.input<Schema>): Promise<Result>;
  readonly commandName: string;
  readonly permission: Permission;
  readonly input: Schema;
};

/**
 * Every write that someone decides: allowed, parsed, in one transaction, audited. A silent command rolls back. One that
 * is called inside a transaction becomes part of it. Its rows, events and audit entries carry one time, which tells that
 * they belong together.
 */
export function command<Schema extends z.ZodType, Result>(spec: {
  name: string;
  permission: Permission;
  input: Schema;
  run: Run<z.output<Schema>, Result>;
}): Command<Schema, Result> {
  const execute = async (ctx: Ctx, raw: z.input<Schema>): Promise<Result> => {
    requirePermission(ctx, spec.permission);
    const input = parseInput(spec.input, raw);
    const clock = fixedClock(ctx.clock.now());
    const work = async (tx: Transaction) => {
      const trail: (AuditEntry | "unchanged")[] = [];
      const result = await spec.run({
        ctx: { ...ctx, clock, tx },
        input,
        audit: (entry) => trail.push(entry),
      });
      if (trail.length === 0) throw new Error(`${spec.name} left no audit entry and did not say "unchanged"`);
      const entries = trail.filter((entry) => entry !== "unchanged");
      if (entries.length > 0) await recordAudit(tx, { ...ctx, clock }, spec.name, entries);
      return result;
    };
    return ctx.tx ? work(ctx.tx) : write(ctx.projectId, work);
  };
  return Object.assign(execute, { commandName: spec.name, permission: spec.permission, input: spec.input });
}

/** Throws `forbidden` with the roles that could do it, or the scope that a key lacks. */
export function requirePermission(ctx: Ctx, permission: Permission): void {
  if (can(ctx.actor, permission)) return;
  if (ctx.actor.kind === "api_key")
    throw new AppError("forbidden", `This key lacks the scope ${permission}. Use one that has it.`);
  const words = rolesWith(permission).join(", ");
  throw new AppError("forbidden", `Your role does not allow this. These roles do: ${words}`);
}

/** The parsed input, or `invalid` with a message per field. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const fields: FieldErrors = {};
  for (const issue of parsed.error.issues)
    fields[issue.path.map(String).join(".") || "input"] ??= issue.message;
  throw new AppError("invalid", "Some of this is not right. Mend the marked fields and try again.", fields);
}
