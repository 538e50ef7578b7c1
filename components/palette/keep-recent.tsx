"use client";

import { useEffect } from "react";
import { keepRecent } from "./recents";

/** Remembers the customer of this page for the palette. */
export function KeepRecent({ recentsKey, href, label }: { recentsKey: string; href: string; label: string }) {
  useEffect(() => keepRecent(recentsKey, { href, label }), [recentsKey, href, label]);
  return null;
}
