"use client";

import { lazy, Suspense, useState, useTransition } from "react";
import { Check, Ellipsis, Pencil, RotateCw, Trash2 } from "@/components/ui/icons";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";
import type { CatalogueActions, Edited } from "./catalogue-actions";

const CatalogueDialog = lazy(() =>
  import("./catalogue-dialog").then((loaded) => ({ default: loaded.CatalogueDialog })),
);

/** Change, archive and back; the current one of offerings too. */
export function RowMenu({
  slug,
  name,
  edited,
  isArchived,
  isCurrent,
  actions,
  disabledReason,
}: {
  slug: string;
  name: string;
  edited: Edited;
  isArchived: boolean;
  isCurrent?: boolean;
  actions: CatalogueActions;
  disabledReason?: string;
}) {
  const [editing, setEditing] = useState(false);
  const [isPending, start] = useTransition();
  const id = edited.known?.id ?? "";
  const act = (run: () => Promise<ActionResult>, done: string, undo?: () => void) =>
    start(async () => {
      const outcome = await run();
      toast(outcome.ok ? { message: done, undo } : outcome.error.message);
    });
  const bringBack = () => act(() => unarchived(slug, edited.tab, id, actions), `${name} is back`);
  const archive = () =>
    start(async () => {
      const outcome = await archived(slug, edited.tab, id, actions);
      const message = outcome.ok ? `${name} was archived. ${outcome.words}` : outcome.words;
      toast(outcome.ok ? { message, undo: bringBack } : message);
    });
  const reason = disabledReason ?? (isPending ? "One moment" : undefined);
  return (
    <>
      <Menu
        label={`Actions for ${name}`}
        button={<Ellipsis aria-hidden />}
        buttonClass="relative z-1 grid size-(--control-sm) place-items-center rounded-md text-text-muted hover:bg-active hover:text-text"
        groups={[
          [
            {
              label: edited.tab === "entitlements" ? "Rename" : "Change",
              icon: <Pencil aria-hidden />,
              onSelect: () => setEditing(true),
              disabledReason: reason ?? (isArchived ? "It is archived" : undefined),
            },
            ...(edited.tab === "offerings"
              ? [
                  {
                    label: "Make current",
                    icon: <Check aria-hidden />,
                    onSelect: () =>
                      act(
                        () => actions.makeOfferingCurrent(slug, { offering: id }),
                        `${name} is the current offering`,
                      ),
                    disabledReason:
                      reason ??
                      (isCurrent ? "It is the current one" : isArchived ? "It is archived" : undefined),
                  },
                ]
              : []),
          ],
          [
            isArchived
              ? {
                  label: "Take out of the archive",
                  icon: <RotateCw aria-hidden />,
                  onSelect: bringBack,
                  disabledReason: reason,
                }
              : {
                  label: "Archive",
                  icon: <Trash2 aria-hidden />,
                  onSelect: archive,
                  disabledReason:
                    reason ?? (isCurrent ? "It is the current one: make another current first" : undefined),
                },
          ],
        ]}
      />
      <Suspense>
        {editing && (
          <CatalogueDialog slug={slug} edited={edited} actions={actions} onClose={() => setEditing(false)} />
        )}
      </Suspense>
    </>
  );
}

type Archived = { ok: boolean; words: string };

/** With what goes on as before. */
async function archived(
  slug: string,
  tab: Edited["tab"],
  id: string,
  actions: CatalogueActions,
): Promise<Archived> {
  if (tab === "price-points") {
    const outcome = await actions.archivePricePoint(slug, { pricePoint: id });
    if (!outcome.ok) return { ok: false, words: outcome.error.message };
    const { runningSubscriptions: running } = outcome.result;
    const words =
      running === 0
        ? "No subscription runs by it"
        : `${running.toLocaleString("en")} ${running === 1 ? "subscription goes" : "subscriptions go"} on`;
    return { ok: true, words };
  }
  const outcome =
    tab === "products"
      ? await actions.archiveProduct(slug, { product: id })
      : tab === "entitlements"
        ? await actions.archiveEntitlement(slug, { entitlement: id })
        : await actions.archiveOffering(slug, { offering: id });
  const words = tab === "offerings" ? "Nobody sees it any more" : "Who has it keeps it";
  return { ok: outcome.ok, words: outcome.ok ? words : outcome.error.message };
}

function unarchived(
  slug: string,
  tab: Edited["tab"],
  id: string,
  actions: CatalogueActions,
): Promise<ActionResult> {
  if (tab === "price-points") return actions.unarchivePricePoint(slug, { pricePoint: id });
  if (tab === "products") return actions.unarchiveProduct(slug, { product: id });
  if (tab === "entitlements") return actions.unarchiveEntitlement(slug, { entitlement: id });
  return actions.unarchiveOffering(slug, { offering: id });
}
