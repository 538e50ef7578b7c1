import type { z } from "zod";
import { type Command, parseInput, requirePermission } from "../core/command";
import type { Ctx } from "../core/ctx";
import { checkUrl } from "../core/safe-fetch";

/** Names are looked up before the transaction begins, so that none waits for a name server. */
export function withCheckedUrl<Schema extends z.ZodType<{ url?: string | undefined }>, Result>(
  command: Command<Schema, Result>,
): Command<Schema, Result> {
  const { commandName, permission, input } = command;
  const execute = async (ctx: Ctx, raw: z.input<Schema>): Promise<Result> => {
    requirePermission(ctx, permission);
    const { url } = parseInput(input, raw);
    if (url === undefined) return command(ctx, raw);
    // Parsed just before, so it is an object that may have a URL.
    return command(ctx, { ...(raw as object), url: await checkUrl(url) } as z.input<Schema>);
  };
  return Object.assign(execute, { commandName, permission, input });
}
