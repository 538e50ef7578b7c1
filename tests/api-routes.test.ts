import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Operation } from "@/lib/core/operation";
import { operations } from "@/lib/openapi/operations";
import { apiCases } from "./e2e/api-cases";

const folder = path.resolve("app/api/v1");
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
/** The reference itself, and the answer to every other address. */
const besides = new Set(["openapi.json/route.ts", "[[...unknown]]/route.ts"]);

const files = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith("route.ts") && !besides.has(file));

test("every route serves operations of the reference, and every operation has its route", async () => {
  const served: string[] = [];
  for (const file of files) {
    const route = await import(path.join(folder, file));
    const address = `/${path.dirname(file)}`.replaceAll(/\[(\w+)\]/g, "{$1}");
    for (const method of methods) {
      const operation: Operation | null = route[method].operation;
      if (!operation) continue;
      expect({ address: operation.path, method: operation.method }).toEqual({ address, method });
      expect(operations, `${operation.id} stands in lib/openapi/operations.ts`).toContain(operation);
      served.push(operation.id);
    }
  }
  expect(served.sort()).toEqual(operations.map((operation) => operation.id).sort());
});

test("operations have names of their own, and name in their path what they take", () => {
  expect(new Set(operations.map((operation) => operation.id)).size).toBe(operations.length);
  for (const { id, path: address, params } of operations)
    expect([...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(), id).toEqual(
      Object.keys(params.shape).sort(),
    );
});

test("every operation has its hand-written row in the contract test", () => {
  expect(Object.keys(apiCases).sort()).toEqual(operations.map((operation) => operation.id).sort());
});
