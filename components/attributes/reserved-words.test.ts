import { expect, it } from "vitest";
import { reservedKeys } from "@/lib/attributes/rules";
import { reservedWords } from "./reserved-words";

it("says of every reserved key what it stands for, and of no other", () => {
  for (const key of reservedKeys) expect(reservedWords(key), key).toMatch(/^[A-Z]/);
  expect(reservedWords("$tenjinId")).toBe("Id at Tenjin");
  expect(reservedWords("$amplitudeDeviceId")).toBe("Id at Amplitude (device id)");
  for (const key of ["goal", "$mine", "email", ""]) expect(reservedWords(key)).toBeNull();
});
