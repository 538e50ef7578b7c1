import { expect, it } from "vitest";
import { seal, unseal } from "./sealed";

it("opens at its own place only, and not once a bit has changed", () => {
  const sealed = seal("sk_test_1", ["project", "integration"]);
  expect(sealed.bytes.toString("latin1")).not.toContain("sk_test_1");
  expect(unseal(sealed, ["project", "integration"])).toBe("sk_test_1");
  expect(() => unseal(sealed, ["other", "integration"])).toThrow();
  const changed = Buffer.from(sealed.bytes);
  changed.writeUInt8(changed.readUInt8(30) ^ 1, 30);
  expect(() => unseal({ ...sealed, bytes: changed }, ["project", "integration"])).toThrow();
  expect(() => unseal({ ...sealed, keyId: "gone" }, ["project", "integration"])).toThrow(/ENCRYPTION_KEYS/);
});

it("is another text each time", () => {
  expect(seal("a", []).bytes.equals(seal("a", []).bytes)).toBe(false);
});
