import type { ActionResult } from "@/lib/http/action";

type Act = (slug: string, input: { customer: string; tag: string }) => Promise<ActionResult>;

export type TagActions = { add: Act; remove: Act };

/** Where tags are set; `refusal` says why the person may not. */
export type Tagging = { slug: string; customer: string; listPath: string; refusal?: string };
