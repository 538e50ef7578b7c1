"use client";

import clsx from "clsx";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useId, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { CircleQuestionMark, Eye, Monitor, Moon, Search, Sun } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { Link } from "@/components/ui/link";
import { KEYS_EVENT, openPalette } from "./keyboard-layer";
import { recall, remember, THEME_COOKIE, type Theme, themeAttribute } from "./preferences";
import { useZone } from "./zone";

export function JumpButton() {
  const [mac, setMac] = useState(false);
  useEffect(() => setMac(/Mac|iPhone|iPad/.test(navigator.userAgent)), []);
  return (
    <button
      type="button"
      data-hotkey="/"
      data-hotkey-group="Everywhere"
      aria-keyshortcuts="Control+K Meta+K /"
      onClick={openPalette}
      className="me-1 flex h-(--control) w-66 min-w-(--control) items-center overflow-hidden gap-2 rounded-md border border-border bg-sunken ps-2 pe-1.25 text-text-muted hover:border-border-strong max-lg:w-44 max-sm:me-0 max-sm:w-(--control) max-sm:justify-center max-sm:border-transparent max-sm:bg-transparent max-sm:px-0"
    >
      <Search aria-hidden className="size-3.5 max-sm:size-4" />
      <span className="truncate max-sm:sr-only">Search or jump to</span>
      <Kbd className="ms-auto max-sm:hidden">{mac ? "⌘K" : "Ctrl K"}</Kbd>
    </button>
  );
}

/** A link, since the choice is part of the URL (`preview=1`); shown only where the page said it has such data. */
export function PreviewSwitch() {
  const path = usePathname();
  const search = new URLSearchParams(useSearchParams());
  const on = search.get("preview") === "1";
  if (on) search.delete("preview");
  else search.set("preview", "1");
  search.delete("cursor");
  const query = search.toString();
  return (
    <Link
      href={query ? `${path}?${query}` : path}
      aria-label={on ? "Hide preview data" : "Show preview data"}
      data-tip={on ? "Hide visits made in preview mode" : "Show visits made in preview mode"}
      className={clsx(
        "preview-switch inline-flex flex-none whitespace-nowrap h-(--control) items-center gap-1.5 rounded-md px-2.5 max-lg:px-2",
        on ? "bg-amber-bg font-medium text-amber-fg" : "text-text-secondary hover:bg-hover",
      )}
    >
      <Eye aria-hidden />
      <span className="max-lg:hidden">Preview data</span>
    </Link>
  );
}

export function ZoneSwitch() {
  const { zone, choose } = useZone();
  const face = "rounded-xs px-1.75";
  const on = "bg-active font-medium text-text";
  return (
    <fieldset
      aria-label="Time zone"
      className="narrow-hide mx-1 inline-flex h-(--control-sm) rounded-md border border-border p-px text-xs text-text-muted"
    >
      <button
        type="button"
        aria-pressed={zone === "UTC"}
        onClick={() => choose("utc")}
        {...(zone !== "UTC" && { "data-hotkey": "t", "data-hotkey-label": "Switch UTC and local time" })}
        className={clsx(face, zone === "UTC" && on)}
      >
        UTC
      </button>
      <button
        type="button"
        aria-pressed={zone !== "UTC"}
        onClick={() => choose("local")}
        {...(zone === "UTC" && { "data-hotkey": "t", "data-hotkey-label": "Switch UTC and local time" })}
        className={clsx(face, zone !== "UTC" && on)}
      >
        Local
      </button>
    </fieldset>
  );
}

const themes = [
  { theme: "light", label: "Light", action: "Use the light theme", icon: Sun },
  { theme: "dark", label: "Dark", action: "Use the dark theme", icon: Moon },
  { theme: "system", label: "As the system", action: "Use the theme of the system", icon: Monitor },
] as const;

export function ThemeSwitch() {
  const id = useId();
  const [chosen, setChosen] = useState<Theme>("system");
  const choose = (theme: Theme) => {
    remember(THEME_COOKIE, theme);
    setChosen(theme);
    const attribute = themeAttribute(theme);
    if (attribute) document.documentElement.dataset.theme = attribute;
    else delete document.documentElement.dataset.theme;
    document.getElementById(id)?.hidePopover();
  };
  return (
    <>
      <IconButton
        label="Theme"
        icon={
          <>
            <Moon aria-hidden className="theme-light" />
            <Sun aria-hidden className="theme-dark" />
          </>
        }
        popoverTarget={id}
        onClick={() => setChosen(themeAttribute(recall(THEME_COOKIE)) ?? "system")}
      />
      <div id={id} popover="auto" className="menu min-w-40">
        {themes.map(({ theme, label, action, icon: Icon }) => (
          <button
            key={theme}
            type="button"
            aria-pressed={chosen === theme}
            data-action={action}
            onClick={() => choose(theme)}
            className={clsx("menu-item", chosen === theme && "bg-active font-medium")}
          >
            <Icon aria-hidden />
            {label}
          </button>
        ))}
      </div>
    </>
  );
}

export function HelpButton() {
  return (
    <IconButton
      label="Keys"
      data-tip-key="?"
      icon={<CircleQuestionMark aria-hidden />}
      onClick={() => window.dispatchEvent(new Event(KEYS_EVENT))}
      className="narrow-hide"
    />
  );
}
