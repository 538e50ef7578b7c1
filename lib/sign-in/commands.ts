import { and, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { authSessions } from "../../db/schema/auth";
import { personCommand } from "../core/person-command";

/** Ends every session of the person who asks, in whatever browser. */
export const signOutEverywhere = personCommand({
  name: "session.end_all",
  input: z.strictObject({}),
  async run({ ctx, log }) {
    const now = ctx.clock.now();
    const ended = await ctx.tx
      .update(authSessions)
      .set({ expiresAt: now })
      .where(and(eq(authSessions.userId, ctx.person.userId), gt(authSessions.expiresAt, now)))
      .returning({ createdAt: authSessions.createdAt });
    log({ sessions: ended.length });
  },
});
