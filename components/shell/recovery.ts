"use client";

import { useEffect, useRef } from "react";

const shortestMs = 5_000;
const longestMs = 60_000;

const waiting = new Set<() => void>();
let pauseMs = shortestMs;
let timer: ReturnType<typeof setTimeout> | undefined;

function schedule(): void {
  if (timer === undefined && waiting.size > 0) timer = setTimeout(ask, pauseMs);
}

async function ask(): Promise<void> {
  const isBack = await fetch("/api/health", { cache: "no-store" }).then(
    (response) => response.ok,
    () => false,
  );
  timer = undefined;
  // What fails again although the database answers is tried ever more seldom.
  pauseMs = isBack ? Math.min(pauseMs * 2, longestMs) : shortestMs;
  if (isBack) for (const retry of [...waiting]) retry();
  schedule();
}

/** Calls `retry` once the database answers again; one question at a time for all that wait on the page. */
export function useRecovery(isAway: boolean, retry: () => void): void {
  const latest = useRef(retry);
  useEffect(() => {
    latest.current = retry;
  });
  useEffect(() => {
    if (!isAway) return;
    const callback = () => latest.current();
    waiting.add(callback);
    schedule();
    return () => {
      waiting.delete(callback);
      if (waiting.size > 0) return;
      clearTimeout(timer);
      timer = undefined;
    };
  }, [isAway]);
}
