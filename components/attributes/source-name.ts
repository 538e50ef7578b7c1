import type { Attribute } from "@/lib/customers/facts";

const names: Record<Attribute["source"], string> = {
  funnel: "Funnel",
  console: "Console",
  api: "API",
  provider: "Provider",
};

export function sourceName(source: Attribute["source"]): string {
  return names[source];
}
