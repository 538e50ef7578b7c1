import { createHash } from "node:crypto";
import { z } from "zod";
import type { Ctx } from "./ctx";
import { AppError } from "./errors";
import type { Permission } from "./permissions";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * One operation of the REST API: what a route serves, the reference describes and the contract test drives. `query` comes
 * parsed; `body` comes as it was sent, once it fits, since the command it is for parses it.
 */
export type Operation = {
  /** Unique, such as "listCustomers". */
  id: string;
  method: Method;
  /** Below /api/v1, such as "/customers/{customer}/notes". */
  path: string;
  group: string;
  scope: Permission;
  summary: string;
  description?: string;
  params: z.ZodObject;
  query: z.ZodObject;
  /** Null where nothing may be sent. */
  body: z.ZodType | null;
  status: 200 | 201 | 202 | 204;
  /** Null with status 204. A stream answers with one such value per line. */
  answer: z.ZodType | null;
  isStream: boolean;
  examples: Examples;
  run(work: { ctx: Ctx; params: unknown; query: unknown; body: unknown }): Promise<unknown>;
  /** Of what asks the outside world: goes on with what `run` wrote down, once that is committed, and answers. Else null. */
  finish: ((work: Finishing<unknown>) => Promise<unknown>) | null;
  /** Where money moves: without an Idempotency-Key the request is refused. */
  isKeyRequired: boolean;
  /** The answer holds a secret, so that it is kept sealed for requests that are repeated. */
  isSecret: boolean;
};

/** `params` and `body` are those of the request, as `run` got them. */
type Finishing<Begun, Params = unknown, Body = unknown> = {
  ctx: Ctx;
  begun: Begun;
  isRepeated: boolean;
  params: Params;
  body: Body;
};

/** Values of a request as it would be sent, and of its answer. */
export type Examples = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  answer?: unknown;
};

type Described = Pick<Operation, "id" | "method" | "path" | "group" | "scope" | "summary" | "description"> & {
  examples?: Examples;
};

type Work<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  ctx: Ctx;
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.input<Body>;
};

const nothing = z.strictObject({});
type Nothing = typeof nothing;

export function operation<
  Answer extends z.ZodType,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodType = Nothing,
>(
  spec: Described & {
    params?: Params;
    query?: Query;
    body?: Body;
    status?: 200 | 201 | 202;
    answer: Answer;
    isSecret?: boolean;
    run: (work: Work<Params, Query, Body>) => Promise<z.input<Answer>>;
  },
): Operation {
  return complete({ ...spec, status: spec.status ?? 200, isStream: false }, spec.run);
}

/** An operation that answers with nothing: 204. */
export function silentOperation<
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodType = Nothing,
>(
  spec: Described & {
    params?: Params;
    query?: Query;
    body?: Body;
    run: (work: Work<Params, Query, Body>) => Promise<unknown>;
  },
): Operation {
  return complete({ ...spec, status: 204, answer: null, isStream: false }, spec.run);
}

/**
 * An operation that moves money, for which an Idempotency-Key is required. `begin` writes down what is to be done, in the
 * transaction that keeps the key; what it gives back holds ids alone. `finish` runs after the commit and answers how
 * things stand now, when the request is repeated too: then it asks nobody for money again.
 */
export function moneyOperation<
  Answer extends z.ZodType,
  Begun extends Record<string, string>,
  Params extends z.ZodObject = Nothing,
  Body extends z.ZodType = Nothing,
>(
  spec: Omit<Described, "method"> & {
    params?: Params;
    body?: Body;
    status?: 200 | 201;
    answer: Answer;
    begin: (work: Work<Params, Nothing, Body>) => Promise<Begun>;
    finish: (work: { ctx: Ctx; begun: Begun; isRepeated: boolean }) => Promise<z.input<Answer>>;
  },
): Operation {
  return { ...sendingOperation(spec), isKeyRequired: true };
}

/** An operation that asks the outside world, in the same two steps; the Idempotency-Key is as free as elsewhere. */
export function sendingOperation<
  Answer extends z.ZodType,
  Begun extends Record<string, string>,
  Params extends z.ZodObject = Nothing,
  Body extends z.ZodType = Nothing,
>(
  spec: Omit<Described, "method"> & {
    params?: Params;
    body?: Body;
    status?: 200 | 201;
    answer: Answer;
    begin: (work: Work<Params, Nothing, Body>) => Promise<Begun>;
    finish: (work: Finishing<Begun, z.output<Params>, z.input<Body>>) => Promise<z.input<Answer>>;
  },
): Operation {
  const { begin, finish, ...rest } = spec;
  const described = { ...rest, method: "POST" as const, status: spec.status ?? 200, isStream: false };
  // What `begin` gave back comes out of the store as it went in: text by name.
  return { ...complete(described, begin), finish: finish as Operation["finish"] };
}

/** One value per line, read as it is sent: memory stays the same however long it is. */
export function streamOperation<
  Line extends z.ZodType,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
>(
  spec: Omit<Described, "method"> & {
    params?: Params;
    query?: Query;
    answer: Line;
    run: (work: Work<Params, Query, Nothing>) => Promise<AsyncIterable<z.input<Line>>>;
  },
): Operation {
  return complete({ ...spec, method: "GET", status: 200, isStream: true }, spec.run);
}

const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(20)
    .describe("How many entries to answer with, 1 to 500."),
  cursor: z.string().max(1_000).optional().describe("Where to go on: nextCursor of the page before."),
};

/** A list in pages. `nextCursor` is what the domain's list answered; a cursor holds for this list and filter alone. */
export function listOperation<
  Item extends z.ZodType,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
>(
  spec: Omit<Described, "method"> & {
    params?: Params;
    query?: Query;
    item: Item;
    run: (
      work: Omit<Work<Params, Query, Nothing>, "body"> & {
        page: { limit: number; cursor: string | undefined };
      },
    ) => Promise<{ data: z.input<Item>[]; nextCursor: string | null }>;
  },
): Operation {
  const { item, query = nothing, run: _, ...rest } = spec;
  const pagination = z.strictObject({ hasMore: z.boolean(), nextCursor: z.string().nullable() });
  const described = {
    ...rest,
    method: "GET" as const,
    query: query.extend(pageQuery),
    status: 200 as const,
    answer: z.strictObject({ data: z.array(item), pagination }),
    isStream: false,
  };
  return complete(described, async (work: Work<Params, z.ZodObject<typeof pageQuery>, Nothing>) => {
    const { limit, cursor, ...filter } = work.query;
    const list = listName(spec.id, work.params, filter);
    const page = { limit, cursor: cursor === undefined ? undefined : ownCursor(cursor, list) };
    // What is left of the query was parsed by the schema that the caller named.
    const { data, nextCursor } = await spec.run({ ...work, query: filter as z.output<Query>, page });
    const next = nextCursor === null ? null : `${list}.${nextCursor}`;
    return { data, pagination: { hasMore: next !== null, nextCursor: next } };
  });
}

type Incomplete = Described &
  Pick<Operation, "status" | "isStream" | "answer"> &
  Partial<Pick<Operation, "params" | "query" | "body" | "isSecret">>;

function complete(spec: Incomplete, run: unknown): Operation {
  return {
    ...spec,
    params: spec.params ?? nothing,
    query: spec.query ?? nothing,
    body: spec.body ?? null,
    examples: spec.examples ?? {},
    // The route parses with the schemas that stand beside it, so the work is of the type that `run` takes.
    run: run as Operation["run"],
    finish: null,
    isKeyRequired: false,
    isSecret: spec.isSecret ?? false,
  };
}

/** Same operation, same record, same filter. */
function listName(...parts: unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 12);
}

function ownCursor(cursor: string, list: string): string {
  if (cursor.startsWith(`${list}.`)) return cursor.slice(list.length + 1);
  throw new AppError("invalid", "This cursor is not of this list and filter. Begin again without one.", {
    cursor: "Not a cursor of this list",
  });
}
