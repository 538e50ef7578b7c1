"use client";

import { forgetKept } from "./kept-here";

/** A form, so that signing out works whatever happened to the page's scripts. */
export function SignOutButton({ signOut }: { signOut: () => Promise<void> }) {
  return (
    <form action={signOut} onSubmit={forgetKept}>
      <button type="submit" className="link rounded-xs">
        Sign out
      </button>
    </form>
  );
}
