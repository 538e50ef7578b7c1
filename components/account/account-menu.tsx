"use client";

import { startTransition } from "react";
import { LayoutGrid, LogOut, MonitorX } from "@/components/ui/icons";
import { Menu } from "@/components/ui/menu";
import { Initials, initialsOf } from "./initials";
import { forgetKept } from "./kept-here";

/** Who is signed in, and the way out. */
export function AccountMenu({
  name,
  email,
  provider,
  signOut,
  signOutEverywhere,
}: {
  name: string;
  email: string;
  provider: string;
  signOut: () => Promise<void>;
  signOutEverywhere: () => Promise<void>;
}) {
  const leave = (way: () => Promise<void>) => {
    forgetKept();
    startTransition(way);
  };
  return (
    <Menu
      label={`${initialsOf(name)}, account of ${name}`}
      button={<Initials name={name} />}
      buttonClass="ms-1 rounded-full"
      groups={[
        [
          {
            label: "All projects",
            note: `Signed in as ${email} with ${provider}`,
            icon: <LayoutGrid aria-hidden />,
            href: "/projects",
          },
        ],
        [
          { label: "Sign out", icon: <LogOut aria-hidden />, onSelect: () => leave(signOut) },
          {
            label: "Sign out everywhere",
            note: "Ends your sessions in every browser",
            icon: <MonitorX aria-hidden />,
            onSelect: () => leave(signOutEverywhere),
          },
        ],
      ]}
    />
  );
}
