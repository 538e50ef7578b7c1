import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { webhookEndpoints } from "../../db/schema/webhooks";
import { type Command, command, parseInput } from "../core/command";
import type { Ctx } from "../core/ctx";
import { AppError } from "../core/errors";
import { newId, parseId, showId } from "../core/ids";
import { beginReplay, changeReplay, stopReplays } from "./begin-replay";
import { withCheckedUrl } from "./checked-url";
import { changedSecrets, namesOf, withNewSecret } from "./endpoint-secrets";
import { changeRow, lockEndpoint, newState, pick, requireRoom, sealedOf, stateChange } from "./lock-endpoint";
import { sendAgain } from "./resend";
import {
  addEndpointInput,
  changeEndpointInput,
  endpointInput,
  recoverInput,
  replayInput,
  resendDeliveryInput,
  rotateSecretInput,
  sendTestInput,
  startReplayInput,
} from "./schema";
import { carryOut, requireTest } from "./send-test";
import { newSigningSecret, sealEndpointSecrets, secretHint, unsealEndpointSecrets } from "./signature";

const write = "webhooks:write";
const send = "webhooks:send";

/** Answers with the signing secret, which is never shown again. */
export const addEndpoint = withCheckedUrl(
  command({
    name: "webhook_endpoint.add",
    permission: write,
    input: addEndpointInput,
    async run({ ctx, input, audit }) {
      await requireRoom(ctx);
      const { headers, sharedSecret, ...shown } = input;
      const now = ctx.clock.now();
      const owner = { projectId: ctx.projectId, id: newId(now) };
      const secret = newSigningSecret();
      const secrets = changedSecrets({ current: secret, headers: [] }, { headers, sharedSecret });
      const { keyId, bytes } = sealEndpointSecrets(owner, secrets);
      const headerNames = namesOf(secrets);
      await ctx.tx.insert(webhookEndpoints).values({
        ...{ ...owner, ...shown, headerNames, secrets: bytes, keyId, secretHint: secretHint(secret) },
        ...{ secretSetAt: now, ...newState(ctx, "active"), createdAt: now, failures: 0, version: 1 },
      });
      const subject = showId("endpoint", owner.id);
      audit({ subject, after: { ...shown, headerNames } });
      return { endpointId: subject, secret };
    },
  }),
);

export const changeEndpoint = withCheckedUrl(
  command({
    name: "webhook_endpoint.change",
    permission: write,
    input: changeEndpointInput,
    async run({ ctx, input, audit }) {
      const { endpoint: id, version, headers, sharedSecret, ...asked } = input;
      const row = await lockEndpoint(ctx, id);
      if (version !== undefined && version !== row.version)
        throw new AppError(
          "conflict",
          "Somebody changed this endpoint meanwhile. Load the page again, look at what they did, and change it once more.",
        );
      const before = unsealEndpointSecrets(sealedOf(row));
      const secrets = changedSecrets(before, { headers, sharedSecret });
      const headerNames = namesOf(secrets);
      const old = pick(row, asked);
      const differs = !isDeepStrictEqual(old, asked);
      const hasNewSecrets = !isDeepStrictEqual(before, secrets);
      if (!differs && !hasNewSecrets) return audit("unchanged");
      const { keyId, bytes } = sealEndpointSecrets(row, secrets);
      await changeRow(ctx, row, { ...asked, headerNames, secrets: bytes, keyId });
      const note = hasNewSecrets ? { headerNames, headerValues: "changed" } : {};
      audit({
        subject: showId("endpoint", id),
        before: { ...old, ...(hasNewSecrets && { headerNames: row.headerNames }) },
        after: { ...asked, ...note },
      });
    },
  }),
);

/** A new secret, which is shown this once. The one before signs beside it until the overlap ends. */
export const rotateSecret = command({
  name: "webhook_endpoint.rotate_secret",
  permission: write,
  input: rotateSecretInput,
  async run({ ctx, input: { endpoint: id, overlapHours }, audit }) {
    const row = await lockEndpoint(ctx, id);
    const now = ctx.clock.now();
    const until = new Date(now.getTime() + overlapHours * 3_600_000);
    const secret = newSigningSecret();
    const { secrets, overlapEndsAt } = withNewSecret(
      unsealEndpointSecrets(sealedOf(row)),
      secret,
      now,
      until,
    );
    const { keyId, bytes } = sealEndpointSecrets(row, secrets);
    await changeRow(ctx, row, {
      ...{ secrets: bytes, keyId, secretHint: secretHint(secret), secretSetAt: now, overlapEndsAt },
    });
    audit({ subject: showId("endpoint", id), after: { oldSecretWorksUntil: until } });
    return { endpointId: showId("endpoint", id), secret };
  },
});

/** What is due waits, and goes out once it is resumed. */
export const pauseEndpoint = command({
  name: "webhook_endpoint.pause",
  permission: write,
  input: endpointInput,
  async run({ ctx, input, audit }) {
    const row = await lockEndpoint(ctx, input.endpoint);
    if (row.state === "paused") return audit("unchanged");
    if (row.state === "disabled")
      throw new AppError("conflict", "This endpoint is disabled: nothing is sent to it.");
    await changeRow(ctx, row, newState(ctx, "paused"));
    audit(stateChange(row, "paused"));
  },
});

export const resumeEndpoint = command({
  name: "webhook_endpoint.resume",
  permission: write,
  input: endpointInput,
  async run({ ctx, input, audit }) {
    const row = await lockEndpoint(ctx, input.endpoint);
    if (row.state === "active") return audit("unchanged");
    if (row.state === "disabled") throw new AppError("conflict", "This endpoint is disabled. Enable it.");
    await changeRow(ctx, row, newState(ctx, "active"));
    audit(stateChange(row, "active"));
  },
});

/** Of one that we disabled. Its failures are forgotten; what it missed is sent by `recoverSince`. */
export const enableEndpoint = command({
  name: "webhook_endpoint.enable",
  permission: write,
  input: endpointInput,
  async run({ ctx, input, audit }) {
    const row = await lockEndpoint(ctx, input.endpoint);
    if (row.state === "active") return audit("unchanged");
    if (row.state === "paused") throw new AppError("conflict", "This endpoint is paused. Resume it.");
    await changeRow(ctx, row, { ...newState(ctx, "active"), failures: 0, failingSince: null });
    audit(stateChange(row, "active"));
  },
});

/** Its history stays; its secrets are gone, and what was due is not sent. */
export const deleteEndpoint = command({
  name: "webhook_endpoint.delete",
  permission: write,
  input: endpointInput,
  async run({ ctx, input, audit }) {
    const row = await lockEndpoint(ctx, input.endpoint);
    await changeRow(ctx, row, {
      ...{ ...newState(ctx, "deleted"), secrets: null, keyId: null, overlapEndsAt: null },
      ...{ failures: 0, failingSince: null },
    });
    await stopReplays(ctx, row.id);
    const { url, environment, types } = row;
    audit({ subject: showId("endpoint", row.id), before: { url, environment, types } });
  },
});

/** The part of `sendTest` up to the commit. */
export const beginTest = command({
  name: "webhook_endpoint.test",
  permission: send,
  input: sendTestInput,
  async run({ ctx, input: { endpoint, ...asked }, audit }) {
    requireTest(ctx, await lockEndpoint(ctx, endpoint), asked);
    const { type, customer, body } = asked;
    audit({
      subject: showId("endpoint", endpoint),
      after: {
        ...{ type, body: body ? "written by hand" : "example" },
        ...(customer && { customer: showId("profile", customer) }),
      },
    });
    return { attempt: showId("deliveryAttempt", newId(ctx.clock.now())) };
  },
});

/** Sends an example of a type at once, whatever the endpoint hears else, and answers where its attempt is kept. */
export const sendTest: Command<typeof sendTestInput, { attemptId: string }> = Object.assign(
  async (ctx: Ctx, raw: z.input<typeof sendTestInput>) => {
    if (ctx.tx) throw new Error("a test leaves after its commit and cannot be part of another command");
    const { attempt } = await beginTest(ctx, raw);
    await carryOut(ctx, parseInput(sendTestInput, raw), parseId("deliveryAttempt", attempt));
    return { attemptId: attempt };
  },
  { commandName: beginTest.commandName, permission: beginTest.permission, input: sendTestInput },
);

/** The event's id and body stay; it is signed with the present secret. A failure does not begin the schedule anew. */
export const resendDelivery = command({
  name: "webhook_delivery.resend",
  permission: send,
  input: resendDeliveryInput,
  async run({ ctx, input, audit }) {
    const { id, endpointId, profileId, state } = await sendAgain(ctx, input.delivery);
    audit({
      ...{ subject: showId("delivery", id), profileId, before: { state } },
      after: { endpoint: showId("endpoint", endpointId) },
    });
    return { deliveryId: showId("delivery", id) };
  },
});

/** Sends what a filter finds once more, oldest first, with its first ids. */
export const startReplay = command({
  name: "webhook_replay.start",
  permission: send,
  input: startReplayInput,
  async run({ ctx, input, audit }) {
    const { endpoint, states, types, from, to = ctx.clock.now(), customer, perSecond } = input;
    const span = { from: from.toISOString(), to: to.toISOString() };
    const filter = { states, types, ...span, profileId: customer };
    const { subject, ...begun } = await beginReplay(ctx, endpoint, filter, perSecond);
    const shown = { states, types, ...span, ...(customer && { customer: showId("profile", customer) }) };
    audit({ subject, after: { replay: begun.replayId, total: begun.total, perSecond, ...shown } });
    return begun;
  },
});

/** All that was not delivered since a time. */
export const recoverSince = command({
  name: "webhook_replay.recover",
  permission: send,
  input: recoverInput,
  async run({ ctx, input: { endpoint, since, perSecond }, audit }) {
    const span = { from: since.toISOString(), to: ctx.clock.now().toISOString() };
    const states = ["failed", "waiting", "skipped"] as const;
    const filter = { states: [...states], types: null, ...span, profileId: null };
    const { subject, ...begun } = await beginReplay(ctx, endpoint, filter, perSecond);
    audit({ subject, after: { replay: begun.replayId, total: begun.total, perSecond, ...span } });
    return begun;
  },
});

export const pauseReplay = replayCommand("webhook_replay.pause", "paused");
export const resumeReplay = replayCommand("webhook_replay.resume", "running");
/** What was handed over already goes out. */
export const stopReplay = replayCommand("webhook_replay.stop", "stopped");

function replayCommand(name: string, to: "running" | "paused" | "stopped") {
  return command({
    name,
    permission: send,
    input: replayInput,
    async run({ ctx, input, audit }) {
      const { isChanged, endpointId, state, handed, total } = await changeReplay(ctx, input.replay, to);
      if (!isChanged) return audit("unchanged");
      const subject = showId("endpoint", endpointId);
      audit({
        subject,
        before: { state },
        after: { replay: showId("replay", input.replay), state: to, handed, total },
      });
    },
  });
}
