import { Command } from "cmdk";
import type { ReactNode } from "react";
import { Kbd } from "@/components/ui/kbd";

export function PaletteLine({
  value,
  icon,
  keys,
  onSelect,
  children,
}: {
  value: string;
  icon: ReactNode;
  keys?: string;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default items-center gap-3 rounded-md px-2.5 data-[selected=true]:bg-active [&>.lucide]:size-4 [&>.lucide]:flex-none [&>.lucide]:text-text-muted"
    >
      {icon}
      <span className="flex min-w-0 flex-1 items-baseline gap-2.5">{children}</span>
      {keys && (
        <span className="flex gap-1">
          {keys.split(" ").map((key) => (
            <Kbd key={key}>{key.toUpperCase()}</Kbd>
          ))}
        </span>
      )}
    </Command.Item>
  );
}

export function Hint({ keys, children }: { keys: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {keys.split(" ").map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
      {children}
    </span>
  );
}
