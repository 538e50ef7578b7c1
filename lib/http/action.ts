import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Command } from "../core/command";
import { env } from "../core/env";
import { AppError } from "../core/errors";
import { withRequestId } from "../core/log";
import type { PersonCommand } from "../core/person-command";
import { type PublicError, publicError } from "./problem";
import { requestId } from "./request";
import { isSameOrigin } from "./same-origin";
import { findPersonCtx, findProjectCtx } from "./session";

/** What a form gets back. `result` is there only where the action was made with `answers`. */
export type ActionResult<Result = undefined> =
  | { ok: true; result: Result }
  | { ok: false; error: PublicError };

type Options<Answers extends boolean> = {
  /** The route pattern to draw again, such as `/(console)/[project]/settings/members`. */
  refresh: string;
  /** Hands the command's result to the browser; without it nothing of it leaves the server. */
  answers?: Answers;
};

type Answer<Answers, Result> = Answers extends true ? Result : undefined;

/** Turns a command into a server action of one project. */
export function action<Schema extends z.ZodType, Result, Answers extends boolean = false>(
  command: Command<Schema, Result>,
  options: Options<Answers>,
) {
  return async (
    projectSlug: string,
    input: z.input<Schema>,
  ): Promise<ActionResult<Answer<Answers, Result>>> =>
    answered(options, async () => {
      const gate = typeof projectSlug === "string" ? await findProjectCtx(projectSlug) : null;
      if (!gate) throw new AppError("not_found", "There is no such project, or you are signed out.");
      return command(gate.ctx, input);
    });
}

/** Turns a person's command (no project yet) into a server action. */
export function personAction<Schema extends z.ZodType, Result, Answers extends boolean = false>(
  command: PersonCommand<Schema, Result>,
  options: Options<Answers>,
) {
  return async (input: z.input<Schema>): Promise<ActionResult<Answer<Answers, Result>>> =>
    answered(options, async () => {
      const ctx = await findPersonCtx();
      if (!ctx) throw new AppError("unauthenticated", "You are signed out. Sign in and try again.");
      return command(ctx, input);
    });
}

export async function isFromOwnPage(): Promise<boolean> {
  return isSameOrigin(await headers(), env().appUrl);
}

/** Refuses what no page of ours sent. For the few actions that are not commands, such as signing out. */
export async function requireSameOrigin(): Promise<void> {
  if (await isFromOwnPage()) return;
  throw new AppError("forbidden", "This did not come from a page of this console. Open the page again.");
}

async function answered<Answers extends boolean, Result>(
  options: Options<Answers>,
  run: () => Promise<Result>,
): Promise<ActionResult<Answer<Answers, Result>>> {
  const id = await requestId();
  return withRequestId(id, async () => {
    try {
      await requireSameOrigin();
      const result = await run();
      revalidatePath(options.refresh, "page");
      // The flag decides the type and the value together, which the compiler cannot follow.
      return { ok: true, result: (options.answers ? result : undefined) as Answer<Answers, Result> };
    } catch (error) {
      unstable_rethrow(error);
      return { ok: false, error: publicError(error, id) };
    }
  });
}
