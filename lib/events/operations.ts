import { z } from "zod";
import { operation } from "../core/operation";
import { resource } from "../core/resource";
import { eventTypes } from "./catalogue";
import { eventData } from "./data";
import { eventDescriptions, eventGroupNames } from "./descriptions";
import { exampleBody } from "./examples";
import { jsonSchemaOf } from "./json-schema";

const eventTypeResource = resource("EventType", {
  type: z.enum(eventTypes),
  group: z.enum(eventGroupNames),
  description: z.string().describe("What happened."),
  sentBy: z.string().describe("Who or what it comes from."),
  note: z.string().nullable(),
  schema: z.record(z.string(), z.unknown()).describe("JSON Schema of `data`. Fields may be added later."),
  example: z.record(z.string(), z.unknown()).describe("A whole body, as an endpoint is sent it."),
});

const catalogue = eventTypes.map((type): z.input<typeof eventTypeResource> => {
  const { group, words, by, note } = eventDescriptions[type];
  const schema = jsonSchemaOf(eventData[type]);
  return {
    type,
    group,
    description: words,
    sentBy: by,
    note: note ?? null,
    schema,
    example: exampleBody(type),
  };
});

const listEventTypesOperation = operation({
  id: "listEventTypes",
  method: "GET",
  path: "/event-types",
  group: "Events",
  scope: "customers:read",
  summary: "List the types of events",
  description:
    "Every type with what it means, the schema of its data and an example. The same for all projects.",
  answer: z.strictObject({ data: z.array(eventTypeResource) }),
  run: async () => ({ data: catalogue }),
});

export const eventTypeOperations = [listEventTypesOperation];
