import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { openApiDocument } from "./document";
import { operations } from "./operations";

const document = openApiDocument(operations, "https://console.example.com");

test("the OpenAPI file is valid by the specification's own schema", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expect(validator.version).toBe("3.1");
});

test("the validator finds what is wrong with a file", async () => {
  const broken = { ...structuredClone(document), paths: { "/customers": { get: { responses: [] } } } };
  expect((await new Validator().validate(broken)).valid).toBe(false);
});

test("the OpenAPI file describes each operation under its path, method and scope, and refers to nothing that is not there", () => {
  const text = JSON.stringify(document);
  const paths = document.paths as Record<
    string,
    Record<string, { operationId: string; description: string }>
  >;
  for (const { id, path, method, scope } of operations) {
    const described = paths[path]?.[method.toLowerCase()];
    expect(described?.operationId).toBe(id);
    expect(described?.description).toContain(`\`${scope}\``);
  }
  const { schemas, responses } = document.components as Record<string, Record<string, unknown>>;
  const refs = [...text.matchAll(/"\$ref":"#\/components\/(schemas|responses)\/([^"]+)"/g)];
  expect(refs.length).toBeGreaterThan(20);
  for (const [, kind, name] of refs)
    expect(Object.keys((kind === "schemas" ? schemas : responses) ?? {})).toContain(name);
});
