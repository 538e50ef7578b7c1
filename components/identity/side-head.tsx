import { initials } from "@/components/customers/initials";
import { formatTime } from "@/components/shell/time-format";
import type { Side } from "@/lib/identity/sides";
import type { Sent } from "./ask";

/** Who stays and who joins, over the two columns of what follows. */
export function SideHead({ stays, joins }: { stays: Sent<Side>; joins: Sent<Side> }) {
  return (
    <div className="grid grid-cols-2 gap-2.5 border-b border-border pb-3 sm:ps-26">
      <One side={stays} words="Stays, it is older" />
      <One side={joins} words="Joins" />
    </div>
  );
}

function One({ side, words }: { side: Sent<Side>; words: string }) {
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <span
        aria-hidden
        className="grid size-8 flex-none place-items-center rounded-lg bg-active text-xs font-semibold text-text-secondary max-sm:hidden"
      >
        {initials(side.id)}
      </span>
      <div className="min-w-0">
        <p className="font-medium">{words}</p>
        <p className="truncate text-xs text-text-muted">
          {formatTime(Date.parse(side.createdAt), "day", "UTC", 0)} ·{" "}
          <span className="mono" title={side.id}>
            {side.id.slice(0, 8)}…{side.id.slice(-4)}
          </span>
        </p>
      </div>
    </div>
  );
}
