import type { NavGroup } from "@/components/shell/sidebar";
import {
  BookOpen,
  Filter,
  KeyRound,
  LifeBuoy,
  Package,
  Plug,
  Repeat,
  ScrollText,
  ShieldOff,
  SlidersHorizontal,
  SquareTerminal,
  UserRound,
  Users,
  Webhook,
} from "@/components/ui/icons";
import { type Role, roleCan } from "@/lib/core/permissions";

/** The sections of a project that this role may open. */
export function projectNav(slug: string, role: Role): NavGroup[] {
  const groups: NavGroup[] = [
    {
      items: [
        { href: `/${slug}/customers`, label: "Customers", icon: <Users aria-hidden />, hotkey: "g c" },
        ...(roleCan(role, "billing:read")
          ? [
              {
                href: `/${slug}/subscriptions`,
                label: "Subscriptions",
                icon: <Repeat aria-hidden />,
                hotkey: "g b",
              },
            ]
          : []),
        { href: `/${slug}/support`, label: "Support", icon: <LifeBuoy aria-hidden />, hotkey: "g u" },
        { href: `/${slug}/funnels`, label: "Funnels", icon: <Filter aria-hidden />, hotkey: "g f" },
        { href: `/${slug}/catalogue`, label: "Catalogue", icon: <Package aria-hidden />, hotkey: "g p" },
      ],
    },
    {
      label: "Developers",
      items: [
        ...(roleCan(role, "install:read")
          ? [
              {
                href: `/${slug}/developers/install`,
                label: "Install",
                icon: <SquareTerminal aria-hidden />,
                hotkey: "g i",
              },
              {
                href: `/${slug}/developers/api`,
                label: "API reference",
                icon: <BookOpen aria-hidden />,
                hotkey: "g r",
              },
            ]
          : []),
        ...(roleCan(role, "webhooks:read")
          ? [
              {
                href: `/${slug}/developers/webhooks`,
                label: "Webhooks",
                icon: <Webhook aria-hidden />,
                hotkey: "g w",
              },
            ]
          : []),
        ...(roleCan(role, "keys:read")
          ? [
              {
                href: `/${slug}/developers/keys`,
                label: "API keys",
                icon: <KeyRound aria-hidden />,
                hotkey: "g k",
              },
            ]
          : []),
      ],
    },
    {
      label: "Project",
      items: [
        {
          href: `/${slug}/settings/project`,
          label: "Settings",
          icon: <SlidersHorizontal aria-hidden />,
          hotkey: "g s",
        },
        {
          href: `/${slug}/settings/integrations`,
          label: "Integrations",
          icon: <Plug aria-hidden />,
          hotkey: "g t",
        },
        {
          href: `/${slug}/settings/members`,
          label: "Members",
          icon: <UserRound aria-hidden />,
          hotkey: "g m",
        },
        {
          href: `/${slug}/settings/erasures`,
          label: "Erasures",
          icon: <ShieldOff aria-hidden />,
          hotkey: "g e",
        },
        ...(roleCan(role, "audit:read")
          ? [
              {
                href: `/${slug}/settings/audit`,
                label: "Audit log",
                icon: <ScrollText aria-hidden />,
                hotkey: "g a",
              },
            ]
          : []),
      ],
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** Pages that have no line in the navigation; the palette leads to them too. */
export function otherPages(slug: string, role: Role): { href: string; label: string }[] {
  if (!roleCan(role, "customers:read")) return [];
  return [
    { href: `/${slug}/customers/duplicates`, label: "Duplicate customers" },
    { href: `/${slug}/settings/blocked-ids`, label: "Blocked IDs" },
  ];
}
