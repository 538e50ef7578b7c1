import { expect, it } from "vitest";
import { z } from "zod";
import { type EventType, eventTypes } from "./catalogue";
import { eventData } from "./data";
import { eventDescriptions, eventGroupNames } from "./descriptions";
import { exampleBody, exampleData } from "./examples";
import { jsonSchemaOf } from "./json-schema";

it.each(eventTypes)("%s has an example that its schema accepts, and no other", (type) => {
  const { error } = eventData[type].safeParse(exampleData[type]);
  expect(error?.issues ?? []).toEqual([]);
  const withMore: unknown = { ...exampleData[type], surprise: 1 };
  expect(eventData[type].safeParse(withMore).success).toBe(false);
});

it.each(eventTypes)("what is published of %s reads its example, and one with a field more", (type) => {
  const published = z.fromJSONSchema(jsonSchemaOf(eventData[type]));
  expect(published.safeParse(exampleData[type]).error?.issues ?? []).toEqual([]);
  expect(published.safeParse({ ...exampleData[type], surprise: 1 }).success).toBe(true);
  const [first] = Object.keys(exampleData[type]);
  expect(published.safeParse({ ...exampleData[type], [first ?? ""]: Symbol("no") }).success).toBe(false);
});

it("every type stands in one group, and each group has types", () => {
  const described = Object.keys(eventDescriptions).sort();
  expect(described).toEqual([...eventTypes].sort());
  const used = new Set(eventTypes.map((type: EventType) => eventDescriptions[type].group));
  expect([...used].sort()).toEqual([...eventGroupNames].sort());
});

it("the example of a body names the visit of what it tells", () => {
  const { session_id, funnel_id } = exampleBody("onboarding.completed").data as Record<string, unknown>;
  expect(exampleBody("onboarding.completed")).toMatchObject({ session_id, funnel_id });
  expect(exampleBody("note.created")).toMatchObject({ session_id: null, funnel_id: null });
});
