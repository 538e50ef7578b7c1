import { expect, it } from "vitest";
import { newId } from "../core/ids";
import { exampleBody, exampleData } from "../events/examples";
import { fullBody, thinBody } from "./envelope";

const told = {
  projectId: newId(new Date()),
  eventId: newId(new Date()),
  type: "onboarding.started",
  profileId: newId(new Date()),
  sequence: 42,
  environment: "production" as const,
  occurredAt: new Date("2026-11-20T10:00:00Z"),
};

const latest = { country: "DK", language: "da-DK", timezone: "Europe/Copenhagen", userAgent: "Mozilla/5.0" };
const customer = {
  id: told.profileId,
  email: "mia@example.com",
  userId: "u",
  createdAt: told.occurredAt,
  latest,
};

it("the example of a body holds what is sent, field by field", () => {
  // Of a customer no more is read than this.
  const subject = { customer, names: [] } as unknown as Parameters<typeof fullBody>[2];
  const sent = JSON.parse(fullBody(told, exampleData["onboarding.started"], subject) ?? "");
  const example = exampleBody("onboarding.started");
  expect(Object.keys(example).sort()).toEqual(Object.keys(sent).sort());
  expect(Object.keys(example.profile).sort()).toEqual(Object.keys(sent.profile).sort());
  expect(sent).toMatchObject({
    timestamp: example.timestamp,
    created_at: example.created_at,
    session_id: example.session_id,
    funnel_id: example.funnel_id,
    data: example.data,
  });
});

it("what is thin says no more than the documentation promises", () => {
  const {
    session_id: _,
    funnel_id: __,
    profile: ___,
    data: ____,
    ...rest
  } = exampleBody("onboarding.started");
  expect(Object.keys(JSON.parse(thinBody(told))).sort()).toEqual(Object.keys(rest).sort());
});
