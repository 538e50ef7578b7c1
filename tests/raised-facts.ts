import { type EventType, eventTypes } from "@/lib/events/catalogue";
import { eventData } from "@/lib/events/data";

type Raised = { id: string; type: string; payload: unknown };

/** Of facts that a test put there itself, to be found and not to be read. */
export const madeFacts = new Set<string>();

/**
 * The facts that a statement writes, read from its parameters: so each one that any code raises in a test is seen, however
 * it is written. Empty for every other statement.
 */
export function factsRaisedBy(text: string, parameters: readonly unknown[]): Raised[] {
  const insert =
    /^\s*insert into "?domain_events"? \(([^)]*)\) (values |select \$1::uuid, )?([\s\S]*)$/i.exec(text);
  if (!insert) return [];
  const [, list = "", form, rest = ""] = insert;
  const columns = list.split(",").map((name) => name.replaceAll('"', "").trim());
  if (form === undefined) return [];
  const rows = form.startsWith("values")
    ? tuplesOf(rest).map((tuple) => tuple.map((place) => parameterAt(parameters, place)))
    : transposed([[], ...parameters.slice(1).map((one) => elementsOf(String(one)))]);
  return rows.map((row) => {
    const at = (name: string) => row[columns.indexOf(name)];
    const payload = at("payload");
    return {
      id: String(at("id")),
      type: String(at("type")),
      payload: typeof payload === "string" ? JSON.parse(payload) : payload,
    };
  });
}

/** What is wrong with what facts say, by the schemas that receivers are shown. */
export function troublesOf(facts: readonly Raised[]): string[] {
  return facts.flatMap(({ id, type, payload }) => {
    if (madeFacts.has(id)) return [];
    if (!isEventType(type)) return [`${type}: is not in the catalogue`];
    const { error } = eventData[type].safeParse(payload);
    return (error?.issues ?? []).map(
      ({ path, message }) => `${type}: ${path.join(".")} ${message} in ${JSON.stringify(payload)}`,
    );
  });
}

function isEventType(type: string): type is EventType {
  return eventTypes.some((known) => known === type);
}

function tuplesOf(text: string): string[][] {
  return [...text.matchAll(/\(([^)]*)\)/g)].map(([, tuple = ""]) =>
    tuple.split(",").map((one) => one.trim()),
  );
}

function parameterAt(parameters: readonly unknown[], place: string): unknown {
  return place.startsWith("$") ? parameters[Number.parseInt(place.slice(1), 10) - 1] : null;
}

/** PostgreSQL's text of an array, such as `{"a","b\"c",NULL,3}`. */
function elementsOf(literal: string): unknown[] {
  return [...literal.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g)].map(([, quoted, bare]) =>
    quoted === undefined ? bare : quoted.replaceAll(/\\(.)/g, "$1"),
  );
}

function transposed(columns: unknown[][]): unknown[][] {
  return (columns[1] ?? []).map((_, row) => columns.map((column) => column[row]));
}
