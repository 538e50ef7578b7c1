import type { ReactNode } from "react";
import { LogOut } from "@/components/ui/icons";
import { LinkMenu, type MenuLink } from "@/components/ui/link-menu";
import { initials } from "./switcher";

/** Who is signed in and as what; `signOut` is a server action, so it works before any script has loaded. */
export function AccountMenu({
  name,
  note,
  links,
  signOut,
}: {
  name: string;
  /** Address and role: "ines@harbor.example · Support". */
  note: ReactNode;
  links: MenuLink[];
  signOut: () => Promise<void>;
}) {
  return (
    <LinkMenu
      label={`Account of ${name}`}
      buttonClass="ms-1.5 grid size-6 flex-none place-items-center rounded-full bg-accent-soft text-[0.625rem] font-semibold tracking-wide text-accent-text pointer-coarse:size-8"
      button={<span aria-hidden>{initials(name)}</span>}
      links={links}
      head={
        <div className="px-2 py-1.5">
          <bdi className="block truncate font-medium">{name}</bdi>
          <span className="block truncate text-xs text-text-muted">{note}</span>
        </div>
      }
      foot={
        <form action={signOut} className="-mx-1 mt-1 border-t border-border px-1 pt-1">
          <button type="submit" className="menu-item">
            <LogOut aria-hidden />
            Sign out
          </button>
        </form>
      }
    />
  );
}
