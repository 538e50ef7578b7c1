/** What the id that an app uses at present is, and what is known of the id that it changes to. */
export type LogIn = { isAnonymous: boolean; targetExists: boolean; targetHasAnonymousAlias: boolean };

/** `alias`: nobody has the new id, the present customer gets it. `merge`: two customers become one. `switch`: nothing is joined. */
export type LogInOutcome = "alias" | "merge" | "switch";

/** RevenueCat's table for `logIn`: only an anonymous id is joined, and only with someone who has no anonymous id yet. */
export function logInOutcome({ isAnonymous, targetExists, targetHasAnonymousAlias }: LogIn): LogInOutcome {
  if (!isAnonymous) return "switch";
  if (!targetExists) return "alias";
  return targetHasAnonymousAlias ? "switch" : "merge";
}
