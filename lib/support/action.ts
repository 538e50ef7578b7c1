import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { supportActionKinds } from "../../db/schema/subscriptions";
import { supportActions } from "../../db/schema/subscriptions";
import type { AuditEntry } from "../core/audit";
import { type Command, type CommandCtx, command } from "../core/command";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { parseId, showId } from "../core/ids";
import { log } from "../core/log";
import type { Permission } from "../core/permissions";
import { type EngineCtx, withTerrain } from "../subscriptions/engine-ctx";
import { actOnce } from "../support-actions/act-once";
import { sendAction } from "./send-action";

export type SupportAction = typeof supportActions.$inferSelect;
export type SupportKind = (typeof supportActionKinds)[number];

/** What every support action is asked with. */
type Acted = { key?: string | undefined; reason?: string | undefined; comment?: string | undefined };

/** Whom and what it is about. Null: the person was erased. */
export type Subject = { profileId: string | null; subscriptionId: string | null; orderId: string | null };

type Done = {
  /** Pending: an attempt is written down that names the action. */
  state: SupportAction["state"];
  orderId?: string;
  /** What was promised, kept with the action. */
  details: Record<string, unknown>;
  audit: Omit<AuditEntry, "profileId" | "reason">;
};

export type ActionAnswer = { actionId: string; state: SupportAction["state"] };
export type Begun = ActionAnswer & { isFirst: boolean };

export type SupportCommand<Schema extends z.ZodType> = Command<Schema, ActionAnswer> & {
  /** The part up to the commit: what it wrote down waits to be sent. */
  begin(ctx: Ctx, input: z.input<Schema>): Promise<Begun>;
};

type Spec<Schema extends z.ZodType<Acted>> = {
  name: string;
  kind: SupportKind;
  permission: Permission;
  input: Schema;
  subject: (ctx: CommandCtx, input: z.output<Schema>) => Promise<Subject>;
  run: (work: { ctx: EngineCtx; input: z.output<Schema>; actionId: string }) => Promise<Done>;
};

/**
 * A command that someone does for a customer: once per key, with a reason and a comment, in the customer's history. The
 * same key and input again answer what came of the first; another input under the key is refused. What moves money is
 * sent after the commit; where that fails or the process dies, the janitor asks.
 */
export function supportAction<Schema extends z.ZodType<Acted>>(spec: Spec<Schema>): SupportCommand<Schema> {
  const { name, permission, input } = spec;
  const begin = untilCommit(spec);
  const execute = async (ctx: Ctx, asked: z.input<Schema>): Promise<ActionAnswer> => {
    const { isFirst, ...answer } = await begin(ctx, asked);
    if (!isFirst || answer.state !== "pending") return answer;
    if (ctx.tx) throw new Error(`${name} asks a gateway after its commit and cannot be part of another`);
    return { ...answer, state: await goOn(ctx, answer.actionId) };
  };
  return Object.assign(execute, { commandName: name, permission, input, begin });
}

function untilCommit<Schema extends z.ZodType<Acted>>(spec: Spec<Schema>): Command<Schema, Begun> {
  return command({
    name: spec.name,
    permission: spec.permission,
    input: spec.input,
    async run({ ctx, input, audit }): Promise<Begun> {
      const { kind } = spec;
      const { key, reason, comment } = input;
      const subject = await spec.subject(ctx, input);
      const trail = { ...(key && { key }), reason: reason ?? null, comment: comment ?? null };
      const act = { kind, ...subject, ...trail, asked: input };
      const { result, isFirst } = await actOnce(ctx, act, async (id) => {
        const done = await spec.run({ ctx: await withTerrain(ctx), input, actionId: id });
        if (done.state !== "done" || done.orderId) await keepState(ctx, id, done);
        audit({ ...done.audit, profileId: subject.profileId ?? undefined, ...(reason && { reason }) });
        return { ...done.details, actionId: showId("supportAction", id) };
      });
      const { actionId } = result;
      if (!isFirst) audit("unchanged");
      return { actionId, state: await stateOf(ctx, actionId), isFirst };
    },
  });
}

/** Sends what a committed action wrote down, and says what came of it. */
export async function goOn(ctx: Ctx, actionId: string): Promise<SupportAction["state"]> {
  const id = parseId("supportAction", actionId);
  await sendAction(ctx.projectId, ctx.clock, id).catch((error: unknown) =>
    log.error("a support action waits for the janitor", { error }),
  );
  return stateOf(ctx, actionId);
}

async function keepState({ tx, projectId, clock }: CommandCtx, id: string, { state, orderId }: Done) {
  await tx
    .update(supportActions)
    .set({ state, settledAt: state === "pending" ? null : clock.now(), ...(orderId && { orderId }) })
    .where(and(eq(supportActions.projectId, projectId), eq(supportActions.id, id)));
}

async function stateOf(ctx: Ctx, actionId: string): Promise<SupportAction["state"]> {
  const id = parseId("supportAction", actionId);
  const [action] = await read(ctx, (tx) =>
    tx
      .select({ state: supportActions.state })
      .from(supportActions)
      .where(and(eq(supportActions.projectId, ctx.projectId), eq(supportActions.id, id))),
  );
  if (!action) throw new Error("an action that was kept is there");
  return action.state;
}
