import { Badge } from "@/components/ui/badge";

export function ErasureState({ state }: { state: "held" | "running" | "done" | "cancelled" }) {
  switch (state) {
    case "held":
      return (
        <Badge hue="amber" loud tip="Nothing is gone yet, and it can be cancelled">
          Waiting
        </Badge>
      );
    case "running":
      return (
        <Badge hue="blue" tip="The worker is at it">
          Erasing
        </Badge>
      );
    case "done":
      return (
        <Badge hue="green" tip="Everything about the person is gone">
          Erased
        </Badge>
      );
    case "cancelled":
      return (
        <Badge hue="grey" hollow tip="Nothing was changed">
          Cancelled
        </Badge>
      );
  }
}
