import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { TriangleAlert } from "@/components/ui/icons";

export function Warning({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex gap-2 rounded-md bg-amber-bg px-3 py-2 text-amber-fg forced-colors:border">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 flex-none" />
      <div className="min-w-0">
        <b className="font-semibold">{title}</b> {children}
      </div>
    </div>
  );
}

export function SamePerson({
  userId,
  isSame,
  onTick,
}: {
  userId: string;
  isSame: boolean;
  onTick: (isSame: boolean) => void;
}) {
  return (
    <Warning title="Two different User IDs.">
      Your backend will get <bdi className="mono wrap-anywhere">{userId}</bdi> for both from now on.
      <label htmlFor="same-person" className="mt-1 flex items-center gap-2 font-medium">
        <Checkbox id="same-person" checked={isSame} onChange={(event) => onTick(event.target.checked)} />
        They are the same person
      </label>
    </Warning>
  );
}
