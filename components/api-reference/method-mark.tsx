import clsx from "clsx";
import { type Hue, hueClass } from "@/components/ui/hue";
import type { Method } from "@/lib/core/operation";

const hues: Record<Method, Hue> = { GET: "blue", POST: "green", PUT: "amber", PATCH: "amber", DELETE: "red" };

/** As wide as the longest, so that paths stand under each other. */
export function MethodMark({ method }: { method: Method }) {
  return (
    <span
      className={clsx(
        hueClass[hues[method]],
        "mono inline-block w-14 flex-none rounded-sm bg-(--hue-bg) text-center text-xs leading-5 font-medium text-(--hue-fg)",
      )}
    >
      {method}
    </span>
  );
}
