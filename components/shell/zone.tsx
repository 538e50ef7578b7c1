"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  startTransition,
  use,
  useEffect,
  useMemo,
  useOptimistic,
  useSyncExternalStore,
} from "react";
import { recall, remember, ZONE_COOKIE } from "./preferences";

type Zone = {
  /** "UTC" or an IANA name. */
  zone: string;
  /** When the server drew the page: decides which dates need their year. */
  drawnAt: number;
  choose: (choice: "utc" | "local") => void;
};

const ZoneContext = createContext<Zone>({ zone: "UTC", drawnAt: 0, choose: () => undefined });

const browserZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * Around the console; `zone` is `zoneOf(cookie)`, so the first paint already has the person's zone. Another zone is
 * written to the cookie and the page drawn anew, since the server draws its times.
 */
export function ZoneProvider({
  zone: drawn,
  drawnAt,
  children,
}: {
  zone: string;
  drawnAt: number;
  children: ReactNode;
}) {
  const router = useRouter();
  const [zone, show] = useOptimistic(drawn);
  useEffect(() => {
    // The cookie is asked, since a server may know a browser's zone by another name.
    if (drawn === "UTC" || recall(ZONE_COOKIE) === encodeURIComponent(browserZone())) return;
    remember(ZONE_COOKIE, browserZone());
    router.refresh();
  }, [drawn, router]);
  const value = useMemo(
    () => ({
      zone,
      drawnAt,
      choose: (choice: "utc" | "local") => {
        const next = choice === "utc" ? "UTC" : browserZone();
        remember(ZONE_COOKIE, next);
        startTransition(() => {
          show(next);
          router.refresh();
        });
      },
    }),
    [zone, drawnAt, router, show],
  );
  return <ZoneContext value={value}>{children}</ZoneContext>;
}

export function useZone(): Zone {
  return use(ZoneContext);
}

const listeners = new Set<() => void>();
let now = 0;
let ticker: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  ticker ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(ticker);
      ticker = undefined;
      now = 0;
    }
  };
}

function clientNow() {
  if (now === 0) now = Date.now();
  return now;
}

/** One ticker for the whole page, every 30 s; null on the server and while hydrating. */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, clientNow, () => null);
}
