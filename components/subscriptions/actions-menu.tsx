"use client";

import { actWords } from "@/components/support/act-words";
import { openAction } from "@/components/support/open-action";
import { buttonStyle } from "@/components/ui/button";
import { ChevronDown } from "@/components/ui/icons";
import { Menu, type MenuItem } from "@/components/ui/menu";
import type { AvailableAction } from "@/lib/support/available";

/**
 * What can be done with a subscription; what cannot says why. Needs a `SupportHost` on the page. `actions` is what
 * `getActions` of `lib/support/queries` answers.
 */
export function ActionsMenu({
  subscription,
  name,
  actions,
  size = "md",
}: {
  /** Shown id. */
  subscription: string;
  /** Of the product: "Premium". */
  name: string;
  actions: AvailableAction[];
  size?: "sm" | "md";
}) {
  return (
    <Menu
      label={`Actions for ${name}`}
      button={
        <>
          Actions
          <ChevronDown aria-hidden className="size-3.5" />
        </>
      }
      buttonClass={buttonStyle({ size })}
      groups={actionGroups(subscription, name, actions)}
    />
  );
}

/** One of a pair that is the opposite of the other is enough. */
const opposites: Partial<Record<AvailableAction["kind"], AvailableAction["kind"]>> = {
  uncancel: "cancel",
  resume: "pause",
};

export function actionGroups(subscription: string, name: string, actions: AvailableAction[]): MenuItem[][] {
  const isOn = (kind: AvailableAction["kind"] | undefined) =>
    actions.some((action) => action.kind === kind && action.isEnabled);
  const items = actions.flatMap(({ kind, isEnabled, why }): MenuItem[] => {
    const opposite = opposites[kind] ?? actions.find((other) => opposites[other.kind] === kind)?.kind;
    if (!isEnabled && (isOn(opposite) || opposites[kind])) return [];
    return [
      {
        label: actWords[kind].menu,
        onSelect: () => openAction({ kind, subscription, name }),
        ...(why && { disabledReason: why }),
      },
    ];
  });
  return [items];
}
