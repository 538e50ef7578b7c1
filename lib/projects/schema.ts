import { z } from "zod";
import { line } from "../core/inputs";

const name = line(80);

export const createProjectInput = z.strictObject({ name });
export const setUpInput = z.strictObject({ setupToken: z.string().trim().min(1).max(500), name });
export const renameProjectInput = z.strictObject({ name });
