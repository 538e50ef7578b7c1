import { sessionRoute } from "@/lib/http/session-route";
import { findLatest } from "@/lib/integrations/latest";
import { getProvider } from "@/lib/integrations/provider";

/** What came last from a provider, for the panel that waits for the first event. */
export const GET = sessionRoute<{ project: string; provider: string }>(
  "integrations:read",
  async ({ ctx, params }) => findLatest(ctx, getProvider(params.provider)),
);
