import type { Transaction } from "../../db/client";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import type { EventType } from "../events/catalogue";
import { exampleBody } from "../events/examples";
import { fullBody, type Told, thinBody } from "./envelope";
import type { Endpoint } from "./queries";
import { readSubjects } from "./subjects";

type To = Pick<Endpoint, "environment" | "payload">;
type Asked = {
  type: EventType;
  profileId: string | null;
  /** That of the test which carries it. */
  eventId?: string;
};

/** An example of a type as this endpoint would be sent it, with the data of a customer where one is named. */
export async function testBody(ctx: Ctx, endpoint: To, asked: Asked): Promise<string> {
  return read(ctx, (tx) => bodyIn(tx, ctx, endpoint, asked));
}

async function bodyIn(tx: Transaction, ctx: Ctx, { environment, payload }: To, asked: Asked) {
  const { type, profileId } = asked;
  const now = ctx.clock.now();
  const example = exampleBody(type);
  const eventId = asked.eventId ?? newId(now);
  const subject = profileId ? (await readSubjects(tx, ctx, [profileId])).get(profileId) : null;
  if (profileId && !subject) {
    const message = "There is no such customer";
    throw new AppError("not_found", message, { customer: message });
  }
  if (!subject && payload === "full")
    return JSON.stringify({
      ...{ ...example, id: showId("event", eventId), timestamp: now.toISOString() },
      created_at: Math.floor(now.getTime() / 1_000),
      is_sandbox: environment !== "production",
    });
  const told: Told = {
    ...{ projectId: ctx.projectId, eventId, type, environment, sequence: example.sequence },
    ...{ profileId: subject?.customer.id ?? newId(now), occurredAt: now, receivedAt: now },
  };
  if (payload === "thin" || !subject) return thinBody(told);
  return fullBody(told, example.data, subject) ?? thinBody(told);
}
