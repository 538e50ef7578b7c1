"use client";

import { lazy, Suspense, useState } from "react";
import { Ellipsis, Globe, RotateCw, Trash2 } from "@/components/ui/icons";
import { Menu } from "@/components/ui/menu";
import type { ListedKey } from "@/lib/api-keys/queries";
import type { KeyActions } from "./key-actions";

const RotateDialog = lazy(() =>
  import("./rotate-dialog").then((loaded) => ({ default: loaded.RotateDialog })),
);
const RevokeDialog = lazy(() =>
  import("./revoke-dialog").then((loaded) => ({ default: loaded.RevokeDialog })),
);
const OriginsDialog = lazy(() =>
  import("./origins-dialog").then((loaded) => ({ default: loaded.OriginsDialog })),
);

export function KeyMenu({
  slug,
  listed,
  actions,
  disabledReason,
  rotateDisabledReason,
}: {
  slug: string;
  listed: Pick<ListedKey, "id" | "name" | "kind" | "lastUsedAt" | "allowedOrigins">;
  actions: KeyActions;
  disabledReason?: string;
  rotateDisabledReason?: string;
}) {
  const [open, setOpen] = useState<"rotate" | "revoke" | "origins" | null>(null);
  const close = () => setOpen(null);
  const keyId = listed.id;
  const origins = {
    label: "Change pages",
    icon: <Globe aria-hidden />,
    onSelect: () => setOpen("origins"),
    disabledReason,
  };
  return (
    <>
      <Menu
        label={`Actions for ${listed.name}`}
        button={<Ellipsis aria-hidden />}
        buttonClass="grid size-(--control-sm) place-items-center rounded-md text-text-muted hover:bg-active hover:text-text"
        groups={[
          [
            ...(listed.kind === "publishable" ? [origins] : []),
            {
              label: "Rotate",
              icon: <RotateCw aria-hidden />,
              onSelect: () => setOpen("rotate"),
              disabledReason: disabledReason ?? rotateDisabledReason,
            },
            {
              label: "Revoke",
              icon: <Trash2 aria-hidden />,
              onSelect: () => setOpen("revoke"),
              disabledReason,
            },
          ],
        ]}
      />
      <Suspense>
        {open === "rotate" && (
          <RotateDialog
            listed={listed}
            onClose={close}
            rotate={(overlapHours) => actions.rotate(slug, { keyId, overlapHours })}
          />
        )}
        {open === "revoke" && (
          <RevokeDialog listed={listed} onClose={close} revoke={() => actions.revoke(slug, { keyId })} />
        )}
        {open === "origins" && (
          <OriginsDialog
            listed={listed}
            onClose={close}
            save={(allowedOrigins) => actions.setAllowedOrigins(slug, { keyId, allowedOrigins })}
          />
        )}
      </Suspense>
    </>
  );
}
