"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Plus } from "@/components/ui/icons";
import type { Permission, Role } from "@/lib/core/permissions";
import type { CreateKey } from "./key-actions";

const CreateKeyDialog = lazy(() =>
  import("./create-key-dialog").then((loaded) => ({ default: loaded.CreateKeyDialog })),
);

export function CreateKeyButton({
  slug,
  kind,
  scopes,
  role,
  create,
}: {
  slug: string;
  kind: "secret" | "publishable";
  scopes: Permission[];
  role: Role;
  create: CreateKey;
}) {
  const [open, setOpen] = useState(false);
  const isSecret = kind === "secret";
  return (
    <>
      <Button
        variant={isSecret ? "primary" : "secondary"}
        icon={<Plus aria-hidden />}
        hotkey={isSecret ? "n" : undefined}
        onClick={() => setOpen(true)}
      >
        {isSecret ? "Make a secret key" : "Make a publishable key"}
      </Button>
      <Suspense>
        {open && (
          <CreateKeyDialog
            slug={slug}
            kind={kind}
            scopes={scopes}
            role={role}
            create={create}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </>
  );
}
