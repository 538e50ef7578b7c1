import type { CustomerRow } from "@/lib/customers/rows";

/** What a row of the list shows. */
export type CustomerLine = Omit<CustomerRow, "id" | "firstFunnelId" | "lastFunnelId"> & {
  shownId: string;
  /** Titles, or aliases where a funnel has none. */
  firstFunnel: string | null;
  lastFunnel: string | null;
};
