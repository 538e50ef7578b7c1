"use client";

import { useState } from "react";
import { ask } from "@/components/identity/ask";
import { pressHotkey } from "@/components/shell/hotkeys";
import { actionGroups } from "@/components/subscriptions/actions-menu";
import { buttonStyle } from "@/components/ui/button";
import { ChevronDown } from "@/components/ui/icons";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { CustomerActions as Offer } from "@/lib/support/customer-actions";
import { openAction } from "./open-action";

/**
 * What can be done for a customer, asked of the server when the menu is near, so that a page costs nothing more. `R` opens
 * the refund of the payment that is looked at, or of the last one. On small screens it takes in the header's own buttons.
 */
export function CustomerActions({ slug, customer }: { slug: string; customer: string }) {
  const [offer, setOffer] = useState<Offer | null>(null);
  const [failure, setFailure] = useState<string>();
  const [isSmall, setSmall] = useState(false);
  const load = () => {
    setSmall(matchMedia("(width <= 40rem)").matches);
    asked(slug, customer).then(setOffer, (error: Error) => setFailure(error.message));
  };
  const refund = () => {
    asked(slug, customer).then(
      ({ refund }) => {
        if (refund && !refund.why) openAction({ kind: "refund", order: refund.order });
        else toast(refund?.why ?? "Nothing was paid.");
      },
      (error: Error) => toast(error.message),
    );
  };
  const groups = offer ? offered(offer) : [[{ label: failure ?? "Loading", disabledReason: "" }]];
  return (
    <>
      {/* For its key alone, which works as soon as it is drawn. */}
      <button type="button" hidden data-hotkey="r" data-hotkey-label="Refund the payment" onClick={refund} />
      <Menu
        label="Actions for this customer"
        button={
          <>
            Actions
            <ChevronDown aria-hidden className="size-3.5" />
          </>
        }
        buttonClass={buttonStyle({ variant: "primary", className: "max-sm:flex-1" })}
        groups={isSmall ? [...groups, ofHeader] : groups}
        hotkey="a"
        onNear={load}
      />
    </>
  );
}

/** Of the payment that is looked at, where the address names one. */
function asked(slug: string, customer: string): Promise<Offer> {
  const open = new URLSearchParams(location.search).get("open");
  const query = open ? `?open=${encodeURIComponent(open)}` : "";
  const path = `/api/console/${slug}/customers/${customer}/actions${query}`;
  return ask(path, new AbortController().signal);
}

function offered({ refund, subscriptions }: Offer): MenuItem[][] {
  const refunds: MenuItem[] = refund
    ? [
        {
          label: `${refund.words}…`,
          hotkey: "r",
          onSelect: () => openAction({ kind: "refund", order: refund.order }),
          ...(refund.why && { disabledReason: refund.why }),
        },
      ]
    : [{ label: "Refund…", disabledReason: "Nothing was paid." }];
  const ofSubscriptions = subscriptions.flatMap(({ id, name, actions }) =>
    actionGroups(id, name, actions).map((items) =>
      subscriptions.length === 1
        ? items
        : items.map((item) => ({ ...item, label: `${name}: ${item.label}` })),
    ),
  );
  return [refunds, ...ofSubscriptions];
}

const ofHeader: MenuItem[] = [
  { label: "Add note", onSelect: () => press("n") },
  { label: "Merge…", onSelect: () => press("m") },
  {
    label: "All facts",
    onSelect: () => {
      location.hash = "facts";
    },
  },
];

/** After the menu has gone, since the page's keys rest while it is open. */
function press(keys: string): void {
  setTimeout(() => pressHotkey(keys), 0);
}
