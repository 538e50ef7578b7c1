import type { Transaction } from "../../db/client";
import type { Clock } from "./clock";
import type { Actor } from "./permissions";

declare const authorized: unique symbol;

/** A project id that a gate has checked. Only `authorizedProject` makes one, and only gates may call it. */
export type ProjectId = string & { readonly [authorized]: true };

/** Who acts, in which project, when. Everything below a door takes one of these. */
export type Ctx = {
  readonly projectId: ProjectId;
  readonly actor: Actor;
  readonly requestId: string;
  readonly clock: Clock;
  /** The open transaction inside a command; absent elsewhere. */
  readonly tx?: Transaction;
};

/** Called by gates after they have proved the right to the project; the architecture test names the callers. */
export function authorizedProject(projectId: string): ProjectId {
  // The brand exists for the compiler only: this is the one place that grants it.
  return projectId as ProjectId;
}
