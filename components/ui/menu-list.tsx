"use client";

import * as Radix from "@radix-ui/react-dropdown-menu";
import { Fragment, type RefObject } from "react";
import { Kbd } from "./kbd";
import { Link } from "./link";
import type { MenuItem } from "./menu";

export function MenuList({
  label,
  groups,
  align,
  trigger,
  onClose,
}: {
  label: string;
  groups: MenuItem[][];
  align: "start" | "end";
  trigger: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}) {
  return (
    <Radix.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Radix.Trigger asChild>
        <span aria-hidden tabIndex={-1} className="pointer-events-none absolute inset-0" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="menu z-50"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            trigger.current?.focus();
          }}
          onPointerDownOutside={(event) => {
            if (event.target instanceof Node && trigger.current?.contains(event.target))
              event.preventDefault();
          }}
        >
          {groups.map((group, index) => (
            <Fragment key={group.map((item) => item.label).join()}>
              {index > 0 && <Radix.Separator className="menu-rule" />}
              {group.map((item) => (
                <Item key={item.label} item={item} />
              ))}
            </Fragment>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Item({ item }: { item: MenuItem }) {
  const note = item.disabledReason ?? item.note;
  const face = (
    <>
      {item.icon}
      <span className="min-w-0 flex-1">
        {item.label}
        {note && <span className="block text-xs text-text-muted">{note}</span>}
      </span>
      {item.hotkey && <Kbd>{item.hotkey.toUpperCase()}</Kbd>}
    </>
  );
  return (
    <Radix.Item
      className="menu-item"
      asChild={item.href !== undefined}
      // Stays reachable by arrow keys so that its reason can be heard.
      aria-disabled={item.disabledReason ? true : undefined}
      onSelect={(event) => {
        if (item.disabledReason) event.preventDefault();
        else item.onSelect?.();
      }}
    >
      {item.href === undefined ? face : <Link href={item.href}>{face}</Link>}
    </Radix.Item>
  );
}
