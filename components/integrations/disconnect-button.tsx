"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { DisconnectProps } from "./disconnect-dialog";

const DisconnectDialog = lazy(() =>
  import("./disconnect-dialog").then((loaded) => ({ default: loaded.DisconnectDialog })),
);

export function DisconnectButton({
  disabledReason,
  ...rest
}: Omit<DisconnectProps, "onClose"> & { disabledReason?: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button disabledReason={disabledReason} onClick={() => setOpen(true)}>
        Disconnect {rest.name}
      </Button>
      {isOpen && (
        <Suspense>
          <DisconnectDialog {...rest} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
