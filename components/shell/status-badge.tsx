import { Badge } from "@/components/ui/badge";
import { type StatusKind, statuses } from "./statuses";

/** Dot and word, its meaning and raw code in the tooltip. A code we do not know is shown as it is. */
export function StatusBadge({ kind, code }: { kind: StatusKind; code: string }) {
  const status = statuses[kind][code];
  if (!status)
    return (
      <Badge hue="grey" loud>
        {code}
      </Badge>
    );
  return (
    <Badge hue={status.hue} loud={status.loud} hollow={status.hollow} tip={`${status.meaning} (${code})`}>
      {status.word}
    </Badge>
  );
}
