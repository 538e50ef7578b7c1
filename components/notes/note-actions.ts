import type { ActionResult } from "@/lib/http/action";

type OneNote = { customer: string; note: string };
type Act<Input> = (slug: string, input: Input) => Promise<ActionResult>;

export type AddNote = Act<{ customer: string; body: string }>;

export type NoteActions = {
  edit: Act<OneNote & { version: number; body: string }>;
  pin: Act<OneNote>;
  unpin: Act<OneNote>;
  remove: Act<OneNote>;
  restore: Act<OneNote>;
};
