import { z } from "zod";
import { ident, idOf, line } from "../core/inputs";

export const createEntitlementInput = z.strictObject({ key: ident(64), name: line(80) });
export const renameEntitlementInput = z.strictObject({ entitlement: idOf("entitlement"), name: line(80) });
export const oneEntitlementInput = z.strictObject({ entitlement: idOf("entitlement") });
