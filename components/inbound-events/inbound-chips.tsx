import type { FilterChipProps } from "@/components/shell/filter-bar";
import { Activity, Clock, TriangleAlert, Zap } from "@/components/ui/icons";
import type { InboundList } from "@/lib/inbound-events/schema";
import { type ListChange, listHref } from "./inbound-url";
import { stateWords, type TitleOf, windowWords } from "./inbound-words";

/** The filters of the list as chips, each with the address of the list without it. */
export function inboundChips(path: string, list: InboundList, titleOf: TitleOf): FilterChipProps[] {
  const { states, type, error, window } = list.filter;
  const chips: FilterChipProps[] = [];
  const add = (
    icon: React.ReactNode,
    [field, operator, value]: [string, string, string],
    without: ListChange,
  ) => chips.push({ icon, field, operator, value, removeHref: listHref(path, list, without) });
  if (states.length > 0)
    add(
      <Activity aria-hidden />,
      ["State", states.length > 1 ? "is any of" : "is", states.map((state) => stateWords[state]).join(", ")],
      { states: [] },
    );
  if (type) add(<Zap aria-hidden />, ["Type", "is", type], { type: null });
  if (error)
    add(<TriangleAlert aria-hidden />, ["Error", "is", titleOf(error)], {
      error: null,
    });
  if (window) add(<Clock aria-hidden />, ["Received", "in the last", windowWords[window]], { window: null });
  return chips;
}
