"use client";

import { useEffect, useState } from "react";

export type Hit = {
  id: string;
  email: string | null;
  userId: string | null;
  field: "id" | "email" | "user_id" | "app_user_id" | "provider_customer_id";
  isPreview: boolean;
};

type Answer = { text: string; hits: Hit[]; failed: boolean; tookMs: number };

const waitMs = 120;
const shortest = 2;

/** Asks once typing pauses; an answer that a later question has overtaken is dropped, the last one stays meanwhile. */
export function useHits(
  slug: string,
  text: string,
): { hits: Hit[]; state: "idle" | "busy" | "done" | "failed"; tookMs: number } {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const wanted = [...text].length >= shortest ? text : "";
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const started = performance.now();
      const done = (hits: Hit[], failed: boolean) =>
        setAnswer({ text: wanted, hits, failed, tookMs: Math.round(performance.now() - started) });
      try {
        const query = new URLSearchParams({ q: wanted });
        const response = await fetch(`/api/console/${slug}/search?${query}`, { signal: stop.signal });
        if (!response.ok) throw new Error(`The search answered ${response.status}`);
        const { customers }: { customers: Hit[] } = await response.json();
        done(customers, false);
      } catch {
        if (!stop.signal.aborted) done([], true);
      }
    }, waitMs);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [slug, wanted]);
  if (!wanted || !answer) return { hits: [], state: wanted ? "busy" : "idle", tookMs: 0 };
  const state = answer.text !== wanted ? "busy" : answer.failed ? "failed" : "done";
  return { hits: answer.hits, state, tookMs: answer.tookMs };
}
