import type { IntegrationProvider } from "@/lib/customers/schema";

/** What a row of the list shows. */
export type CustomerLine = {
  shownId: string;
  createdAt: Date;
  lastSeenAt: Date;
  email: string | null;
  userId: string | null;
  device: "phone" | "tablet" | "desktop" | "other";
  browser: string | null;
  browserVersion: string | null;
  os: string | null;
  osVersion: string | null;
  country: string | null;
  source: string | null;
  campaign: string | null;
  /** Titles, or aliases where a funnel has none. */
  firstFunnel: string | null;
  lastFunnel: string | null;
  integrations: IntegrationProvider[];
  sessions: number | null;
};
