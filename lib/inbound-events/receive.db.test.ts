import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { inboundRefusals } from "@/db/schema/inbound-events";
import { integrations } from "@/db/schema/integrations";
import { read, write } from "@/lib/core/database";
import { memberCtx, testNow } from "@/tests/factories";
import {
  eventsOf,
  type InboundIntegration,
  makeIntegration,
  makeReceiver,
  revenuecat,
} from "@/tests/inbound";
import { openRaw } from "./vault";

let integration: InboundIntegration;
beforeAll(async () => {
  integration = await makeIntegration(await memberCtx("owner"), "revenuecat");
});

const body = revenuecat("INITIAL_PURCHASE", testNow, { id: "event-1" });

function request(text: string | null, headers: Record<string, string> = {}, at = integration) {
  return {
    provider: at.provider as string,
    integration: at.shownId,
    headers: new Headers({ authorization: "the-secret", "content-type": "application/json", ...headers }),
    body: async () => (text === null ? null : Buffer.from(text)),
  };
}

test("an event is stored once, byte for byte and sealed, and answered with 200 as often as it comes", async () => {
  const { receive } = makeReceiver();
  const spelled = ` ${body}\n`;
  const answers = await Promise.all([1, 2, 3].map(() => receive(request(spelled))));
  expect((await receive(request(spelled))).status).toBe(200);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const [stored, ...others] = await eventsOf(integration.ctx);
  if (!stored) throw new Error("the event is stored");
  expect(others).toEqual([]);
  expect(stored).toMatchObject({ providerEventId: "event-1", type: "INITIAL_PURCHASE", state: "waiting" });
  expect(stored.sealed?.includes("user-1")).toBe(false);
  const raw = openRaw(stored);
  expect(raw?.body.toString()).toBe(spelled);
  expect(raw?.headers).toEqual({ "content-type": "application/json" });
});

test("what is forged, compressed or too large is refused, counted by its reason and not kept", async () => {
  const { ctx } = await makeIntegration(await memberCtx("owner"), "stripe").then(async (other) => ({
    ...other,
  }));
  const here = await makeIntegration(ctx, "revenuecat");
  const { receive, refusals } = makeReceiver();
  const answers = [
    await receive(request(body, { authorization: "another-secret" }, here)),
    await receive(request(body, { authorization: "" }, here)),
    await receive(request(body, { "content-encoding": "gzip" }, here)),
    await receive(request(null, {}, here)),
    await receive(request(body, { authorization: "another-secret" }, here)),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 415, 413, 401]);
  await refusals.flush();
  expect(await eventsOf(ctx)).toEqual([]);
  const counted = await read(ctx, (tx) =>
    tx.select().from(inboundRefusals).where(eq(inboundRefusals.projectId, ctx.projectId)),
  );
  const counts = Object.fromEntries(counted.map(({ reason, count }) => [reason, count]));
  expect(counts).toEqual({ signature: 3, compressed: 1, too_large: 1 });
});

test("an address that is unknown, of another provider or of an integration that has ended answers 404 without a word", async () => {
  const ended = await makeIntegration(await memberCtx("owner"), "revenuecat");
  const { receive } = makeReceiver();
  expect((await receive(request(body, {}, ended))).status).toBe(200);
  await write(ended.ctx.projectId, (tx) =>
    tx
      .update(integrations)
      .set({ state: "disconnected", disconnectedAt: testNow, inboundSecrets: null, inboundKeyId: null })
      .where(eq(integrations.projectId, ended.ctx.projectId)),
  );
  const unknown = {
    ...integration,
    shownId: integration.shownId.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
  };
  const answers = [
    // By the same receiver, which has just looked it up, and by one that has not.
    await receive(request(revenuecat("RENEWAL", testNow), {}, ended)),
    await makeReceiver().receive(request(body, {}, ended)),
    await receive(request(body, {}, unknown)),
    await receive(request(body, {}, { ...integration, shownId: "nonsense" })),
    await receive({ ...request(body), provider: "adapty" }),
    await receive({ ...request(body), provider: "constructor" }),
  ];
  expect(answers).toEqual(answers.map(() => ({ status: 404 })));
  expect(await eventsOf(ended.ctx)).toHaveLength(1);
});

test("a body that nobody can read is kept and answered, so that it can be read once the parser can", async () => {
  const here = await makeIntegration(await memberCtx("owner"), "revenuecat");
  const { receive } = makeReceiver();
  expect((await receive(request('{"event": {"id": "cut', {}, here))).status).toBe(200);
  expect((await receive(request('{"event": {"id": "cut', {}, here))).status).toBe(200);
  expect(await eventsOf(here.ctx)).toMatchObject([{ type: "unreadable", state: "waiting" }]);
});

test("Adapty's question whether somebody is here is answered in JSON and not kept", async () => {
  const here = await makeIntegration(await memberCtx("owner"), "adapty");
  const { receive } = makeReceiver();
  expect(await receive(request("{}", {}, here))).toEqual({ status: 200, body: {} });
  expect(await receive(request('{"adapty_check":"w"}', {}, here))).toEqual({
    status: 200,
    body: { adapty_check_response: "w" },
  });
  expect(await eventsOf(here.ctx)).toEqual([]);
});
