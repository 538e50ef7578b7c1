"use client";

import { useEffect, useState } from "react";
import type { Found } from "@/lib/customers/search";

type Answer = { text: string; found: Found | null; tookMs: number };

export type Hits = {
  /** The last answer; it stays while the next one is waited for. */
  found: Found | null;
  state: "idle" | "busy" | "done" | "failed";
  tookMs: number;
};

const waitMs = 120;
const shortest = 2;

/** Asks once typing pauses; an answer that a later question has overtaken is dropped. */
export function useHits(slug: string, text: string): Hits {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const wanted = [...text].length >= shortest ? text : "";
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const started = performance.now();
      const done = (found: Found | null) =>
        setAnswer({ text: wanted, found, tookMs: Math.round(performance.now() - started) });
      try {
        const query = new URLSearchParams({ q: wanted });
        const response = await fetch(`/api/console/${slug}/search?${query}`, { signal: stop.signal });
        if (!response.ok) throw new Error(`The search answered ${response.status}`);
        done(await response.json());
      } catch {
        if (!stop.signal.aborted) done(null);
      }
    }, waitMs);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [slug, wanted]);
  if (!wanted || !answer) return { found: null, state: wanted ? "busy" : "idle", tookMs: 0 };
  const state = answer.text !== wanted ? "busy" : answer.found ? "done" : "failed";
  return { found: answer.found, state, tookMs: answer.tookMs };
}
