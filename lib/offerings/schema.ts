import { z } from "zod";
import { ident, idOf, line } from "../core/inputs";

const packageKey = z
  .string("Write a key")
  .regex(/^[-$A-Za-z_0-9]{1,64}$/, "Use at most 64 letters of the English alphabet, digits, $, - and _");

const sold = z
  .array(z.strictObject({ key: packageKey, pricePoint: idOf("pricePoint") }))
  .max(50, "An offering has at most 50 packages")
  .refine(
    (all) => new Set(all.map(({ key }) => key)).size === all.length,
    "Two packages of an offering cannot have the same key",
  );

export const createOfferingInput = z.strictObject({
  key: ident(64).describe("What apps ask for; it stays."),
  name: line(80),
  packages: sold.default([]).describe("In their order."),
});

export const updateOfferingInput = z
  .strictObject({ offering: idOf("offering"), name: line(80), packages: sold })
  .partial({ name: true, packages: true });

export const oneOfferingInput = z.strictObject({ offering: idOf("offering") });
