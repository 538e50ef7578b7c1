import type { NextRequest } from "next/server";
import { enterWithKey } from "../api-keys/gate";
import { canonicalJson } from "../core/audit";
import { systemClock } from "../core/clock";
import { parseInput, requirePermission } from "../core/command";
import type { Ctx } from "../core/ctx";
import { AppError } from "../core/errors";
import { type Answer, onceOnly, requestHash } from "../core/idempotency";
import { withRequestId } from "../core/log";
import type { Method, Operation } from "../core/operation";
import { processSingleton } from "../core/process-singleton";
import { createRateWindow } from "../core/rate-limiter";
import { sealText, unsealText } from "../core/sealed";
import { requirePlainCharacters } from "../core/strict-json";
import { senderOf } from "../tracking/client-address";
import { readJson, readQuery } from "./api-request";
import { problemResponse, publicError } from "./problem";
import { requestIdOf } from "./request";
import { streamResponse } from "./stream-response";

export const requestLimit = { most: 1_200, windowMs: 60_000 };

const requests = () => processSingleton("api-route.requests", () => createRateWindow(requestLimit));
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const satisfies Method[];

type Params = Record<string, string | string[] | undefined>;
type Context = { params: Promise<Params | undefined> };
type Serve = (request: NextRequest, context: Context) => Promise<Response>;
/** Says what it serves, so that a test can compare the route files with the reference. */
type Handler = Serve & { readonly operation: Operation | null };

/** The handlers of one route file. A method without an operation answers 405; no operation at all, 404. */
export function apiRoute(...operations: Operation[]): Record<Method, Handler> {
  const handlerOf = (method: Method): Handler => {
    const operation = operations.find((each) => each.method === method);
    const serve = operation ? served(operation) : refused(operations);
    return Object.assign(serve, { operation: operation ?? null });
  };
  return {
    GET: handlerOf("GET"),
    POST: handlerOf("POST"),
    PUT: handlerOf("PUT"),
    PATCH: handlerOf("PATCH"),
    DELETE: handlerOf("DELETE"),
  };
}

function served(operation: Operation): Serve {
  return (request, context) => {
    const requestId = requestIdOf(request.headers);
    return withRequestId(requestId, async () => {
      const headers = new Headers({ "cache-control": "no-store" });
      try {
        const ctx = await enter(request, requestId, headers);
        requirePermission(ctx, operation.scope);
        // Where the address names nothing, Next hands over nothing.
        const params = (await context.params) ?? {};
        return await answered(operation, ctx, request, params, headers);
      } catch (error) {
        const problem = problemResponse(publicError(error, requestId), requestId);
        for (const [name, value] of headers) problem.headers.set(name, value);
        if (problem.status === 401) problem.headers.set("www-authenticate", 'Bearer realm="Dossier API"');
        return problem;
      }
    });
  };
}

function refused(operations: Operation[]): Serve {
  const allow = methods.filter((method) => operations.some((each) => each.method === method)).join(", ");
  return async (request) => {
    const requestId = requestIdOf(request.headers);
    if (allow === "")
      return problemResponse({ code: "not_found", message: "The API has no such address" }, requestId);
    const message = `Here the API offers ${allow}.`;
    const problem = problemResponse({ code: "method_not_allowed", message }, requestId);
    problem.headers.set("allow", allow);
    return problem;
  };
}

/** Who asks, and whether they have asked too often. What is left stands in the headers of whatever is answered. */
async function enter(request: NextRequest, requestId: string, headers: Headers): Promise<Ctx> {
  const sender = senderOf(request.headers.get("x-forwarded-for") ?? "0.0.0.0");
  const ctx = await enterWithKey(request.headers.get("authorization"), {
    requestId,
    clock: systemClock,
    sender,
  });
  const { isOver, remaining, seconds } = requests().take(keyIdOf(ctx), ctx.clock.now().getTime());
  headers.set("ratelimit-limit", String(requestLimit.most));
  headers.set("ratelimit-remaining", String(remaining));
  headers.set("ratelimit-reset", String(seconds));
  if (isOver)
    throw new AppError(
      "rate_limited",
      `This key may ask ${requestLimit.most} times a minute. Wait ${seconds} seconds.`,
      undefined,
      seconds,
    );
  return ctx;
}

async function answered(
  operation: Operation,
  ctx: Ctx,
  request: NextRequest,
  rawParams: Params,
  headers: Headers,
): Promise<Response> {
  for (const value of Object.values(rawParams).flat()) requirePlainCharacters(value ?? "");
  const params = parseInput(operation.params, rawParams);
  const query = parseInput(operation.query, readQuery(request.nextUrl.searchParams));
  const body = await readJson(request, operation.body !== null);
  if (operation.body) parseInput(operation.body, body);
  const key = operation.method === "POST" ? idempotencyKey(request) : null;
  if (key === null) {
    if (operation.isKeyRequired) throw noKey();
    const begun = await operation.run({ ctx, params, query, body });
    const result = operation.finish
      ? await operation.finish({ ctx, begun, isRepeated: false, params, body })
      : begun;
    if (operation.isStream) return streamResponse(result as AsyncIterable<unknown>, headers); // by streamOperation
    return response({ status: operation.status, body: JSON.stringify(result) ?? "" }, headers);
  }
  const { pathname, search } = request.nextUrl;
  const hash = requestHash(operation.method, pathname, search, canonicalJson(body ?? null));
  const place = ["idempotent-answer", ctx.projectId, operation.id];
  const kept = await onceOnly(ctx, { keyId: keyIdOf(ctx), key, requestHash: hash }, async (inside) => {
    const said = JSON.stringify(await operation.run({ ctx: inside, params, query, body })) ?? "";
    return { status: operation.status, body: operation.isSecret ? sealText(said, place) : said };
  });
  const answer = operation.isSecret ? { ...kept, body: unsealText(kept.body, place) } : kept;
  if (answer.isReplayed) headers.set("idempotent-replayed", "true");
  if (!operation.finish) return response(answer, headers);
  const work = { ctx, begun: JSON.parse(answer.body), isRepeated: answer.isReplayed, params, body };
  return response({ ...answer, body: JSON.stringify(await operation.finish(work)) }, headers);
}

function noKey(): AppError {
  const message = "This moves money: send an Idempotency-Key, so that a repeated request has one effect.";
  return new AppError("invalid", message, { "Idempotency-Key": "Required where money moves" });
}

function response({ status, body }: Answer, headers: Headers): Response {
  if (status === 204) return new Response(null, { status, headers });
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(body, { status, headers });
}

/** As the draft of the header has it, in quotes, or bare. */
function idempotencyKey(request: NextRequest): string | null {
  const header = request.headers.get("idempotency-key");
  if (header === null) return null;
  const key = /^"([^"]*)"$/.exec(header)?.[1] ?? header;
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key;
  throw new AppError("invalid", "An Idempotency-Key has 1 to 255 printable ASCII characters.", {
    "Idempotency-Key": "1 to 255 printable ASCII characters",
  });
}

function keyIdOf({ actor }: Ctx): string {
  if (actor.kind !== "api_key") throw new Error("only keys come through this door");
  return actor.keyId;
}
