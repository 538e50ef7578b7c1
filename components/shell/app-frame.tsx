import type { ReactNode } from "react";
import { Menu } from "@/components/ui/icons";
import { TipLayer } from "@/components/ui/tip-layer";
import { ToastHost } from "@/components/ui/toast-host";
import { CopyLayer } from "./copy-layer";
import { KeyboardLayer } from "./keyboard-layer";
import { type NavGroup, SIDEBAR_ID, Sidebar } from "./sidebar";
import { HelpButton, JumpButton, PreviewSwitch, ThemeSwitch, ZoneSwitch } from "./tools";
import { ZoneProvider } from "./zone";

/**
 * The console's frame, for the layout. `children` must be a `Page` (or Suspense and layouts around one): it fills the
 * crumbs and body areas of the sheet. The palette listens to PALETTE_EVENT and is handed in as `palette`.
 */
export function AppFrame({
  zone,
  drawnAt,
  switcher,
  groups,
  foot,
  account,
  palette,
  sandbox,
  children,
}: {
  /** `zoneOf(cookies().get(ZONE_COOKIE)?.value)` */
  zone: string;
  drawnAt: number;
  switcher: ReactNode;
  groups: NavGroup[];
  foot?: ReactNode;
  account: ReactNode;
  palette?: ReactNode;
  /** The clock of a sandbox. */
  sandbox?: ReactNode;
  children: ReactNode;
}) {
  return (
    <ZoneProvider zone={zone} drawnAt={drawnAt}>
      <a
        href="#content"
        className="fixed start-2 top-2 z-50 -translate-y-20 rounded-md bg-inverse px-3 py-2 text-inverse-fg focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="frame">
        <Sidebar switcher={switcher} groups={groups} foot={foot} />
        <div className="sheet">
          <header className="contents">
            <button
              type="button"
              aria-label="Menu"
              popoverTarget={SIDEBAR_ID}
              className="menu-button size-(--control) place-items-center rounded-md text-text-muted hover:bg-hover hover:text-text"
            >
              <Menu aria-hidden />
            </button>
            <div className="sheet-tools">
              <JumpButton />
              {sandbox}
              <PreviewSwitch />
              <ZoneSwitch />
              <ThemeSwitch />
              <HelpButton />
              {account}
            </div>
          </header>
          {children}
        </div>
      </div>
      {palette}
      <KeyboardLayer />
      <TipLayer />
      <CopyLayer />
      <ToastHost />
    </ZoneProvider>
  );
}
