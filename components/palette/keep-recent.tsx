"use client";

import { useEffect } from "react";
import { keepRecent } from "./recents";

/** Remembers the customer of this page for the palette. */
export function KeepRecent({ slug, href, label }: { slug: string; href: string; label: string }) {
  useEffect(() => keepRecent(slug, { href, label }), [slug, href, label]);
  return null;
}
