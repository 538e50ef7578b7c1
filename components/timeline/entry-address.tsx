"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { lazy, Suspense, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { registerHotkey } from "@/components/shell/hotkeys";

const EntryDetails = lazy(() =>
  import("./entry-details").then((loaded) => ({ default: loaded.EntryDetails })),
);

/** Whatever a person may press in an entry without opening it. */
const pressable = "a:not([data-entry-opener]), button, summary, input, label, [data-entry-details]";

/**
 * One listener for all entries: `#e=…` opens its entry, and a press on an entry writes that address. Where the page
 * does not hold the entry, the page that does is asked for with the filters kept.
 */
export function EntryAddress({ door }: { door: string }) {
  const [open, setOpen] = useState<{ address: string; slot: Element } | null>(null);
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams().toString();

  useEffect(() => {
    const show = (address: string | null, isArrival: boolean) => {
      const entry = address === null ? null : document.getElementById(`e=${address}`);
      const slot = entry?.querySelector("[data-entry-details]");
      setOpen(address && slot ? { address, slot } : null);
      if (entry && isArrival) {
        entry.scrollIntoView({ block: "center" });
        entry.focus({ preventScroll: true });
      }
      const asked = new URLSearchParams(search);
      if (address === null || entry || asked.get("e") === address) return;
      for (const name of ["cursor", "day"]) asked.delete(name);
      asked.set("e", address);
      router.replace(`${path}?${asked}#e=${address}`, { scroll: false });
    };
    const follow = () => show(addressIn(location.hash), true);
    const press = (address: string) => {
      const isOpen = addressIn(location.hash) === address;
      history.pushState(null, "", isOpen ? location.pathname + location.search : `#e=${address}`);
      show(isOpen ? null : address, false);
    };
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0)
        return;
      const entry =
        event.target instanceof Element ? event.target.closest<HTMLElement>("[data-entry]") : null;
      const address = entry?.dataset.entry;
      if (!address || (event.target instanceof Element && event.target.closest(pressable))) return;
      if (getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      press(address);
    };
    const stop = registerHotkey({
      keys: "o",
      label: "Open or close the entry",
      group: "List",
      run: () => {
        const entry = document.activeElement?.closest<HTMLElement>("[data-entry]");
        if (entry?.dataset.entry) press(entry.dataset.entry);
      },
    });
    follow();
    document.addEventListener("click", onClick);
    window.addEventListener("hashchange", follow);
    window.addEventListener("popstate", follow);
    return () => {
      stop();
      document.removeEventListener("click", onClick);
      window.removeEventListener("hashchange", follow);
      window.removeEventListener("popstate", follow);
    };
  }, [router, path, search]);

  useEffect(() => {
    const entry = open?.slot.closest<HTMLElement>("[data-entry]");
    if (!entry) return;
    entry.dataset.open = "";
    return () => {
      delete entry.dataset.open;
    };
  }, [open]);

  if (!open) return null;
  return createPortal(
    <Suspense>
      <EntryDetails key={open.address} href={`${door}/${open.address}`} address={open.address} />
    </Suspense>,
    open.slot,
  );
}

function addressIn(hash: string): string | null {
  return /^#e=([a-z]{2,4}_[0-9a-z]{26})$/.exec(hash)?.[1] ?? null;
}
