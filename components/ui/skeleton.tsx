import clsx from "clsx";

/** A bone; give it the height of what comes. It stays unseen for the first 150 ms. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className={clsx("skeleton block rounded-xs bg-active", className ?? "h-2 w-24")} />
  );
}
