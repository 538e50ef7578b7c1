import type { ComponentProps, ReactNode } from "react";
import { ThemeSwitch } from "@/components/shell/tools";
import { FolderCard } from "./folder-card";

/** The one card of a page outside the console: signing in, setting up, choosing a project, joining one. */
export function Folder({ foot, ...card }: ComponentProps<typeof FolderCard>) {
  return (
    <FolderCard
      {...card}
      foot={
        <>
          <span className="min-w-0">{foot}</span>
          <ThemeSwitch />
        </>
      }
    />
  );
}

/** What went wrong, above the form that can be tried again. */
export function Trouble({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="mb-4 rounded-lg bg-red-bg px-3 py-2.5 text-red-fg">
      {children}
    </p>
  );
}
