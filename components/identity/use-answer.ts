"use client";

import { useEffect, useState } from "react";
import { ask } from "./ask";

/** The answer of a route to the present path; null while it is awaited, the one before stays meanwhile. */
export function useAnswer<Answer>(path: string | null, waitMs = 0) {
  const [state, setState] = useState<{ path: string; answer?: Answer; failure?: string } | null>(null);
  useEffect(() => {
    if (!path) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      ask<Answer>(path, stop.signal).then(
        (answer) => setState({ path, answer }),
        (error: Error) => {
          if (!stop.signal.aborted) setState({ path, failure: error.message });
        },
      );
    }, waitMs);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [path, waitMs]);
  const isPresent = state !== null && state.path === path;
  return { answer: state?.answer ?? null, failure: isPresent ? state.failure : undefined, isPresent };
}
