import { and, eq } from "drizzle-orm";
import { consents, profiles } from "../../db/schema/profiles";
import { command } from "../core/command";
import { newId, showId } from "../core/ids";
import { listConsents } from "../customers/facts";
import { emit } from "../events/emit";
import { lockCustomer } from "../identity/lock";
import { recordConsentInput } from "./schema";

/** What a person said elsewhere: by phone, on paper, in another system. It holds from now on, for all their profiles. */
export const recordConsent = command({
  name: "consent.record",
  permission: "customers:write",
  input: recordConsentInput,
  async run({ ctx, input: { customer: profileId, purpose, state, policyVersion }, audit }) {
    // Two people who record at once take turns, and each sees what the other said.
    const customer = await lockCustomer(ctx, profileId);
    const known = await listConsents(ctx, customer);
    const before = known.find((consent) => consent.purpose === purpose);
    if (before?.state === state && before.policyVersion === policyVersion) {
      audit("unchanged");
      return { purpose };
    }
    const now = ctx.clock.now();
    // A page may be minutes ahead of us, and what is said now must be the last word all the same.
    const occurredAt = new Date(Math.max(now.getTime(), (before?.occurredAt.getTime() ?? 0) + 1));
    await ctx.tx.insert(consents).values({
      projectId: ctx.projectId,
      profileId: customer.id,
      id: newId(now),
      purpose,
      state,
      source: ctx.actor.kind === "api_key" ? "api" : "console",
      policyVersion,
      occurredAt,
      receivedAt: now,
    });
    const others = known.filter((consent) => consent.purpose !== purpose);
    await ctx.tx
      .update(profiles)
      .set({ hasOptedIn: [...others, { state }].some((consent) => consent.state === "granted") })
      .where(and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, customer.id)));
    await emit(ctx, {
      type: "consent.updated",
      profileId: customer.id,
      environment: customer.environment,
      payload: { purpose, state, policy_version: policyVersion },
    });
    audit({
      subject: showId("profile", customer.id),
      profileId: customer.id,
      before: before && { purpose, state: before.state, policyVersion: before.policyVersion },
      after: { purpose, state, policyVersion },
    });
    return { purpose };
  },
});
