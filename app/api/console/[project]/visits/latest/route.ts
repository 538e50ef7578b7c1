import { linksOf } from "@/lib/http/links";
import { receivedVisit } from "@/lib/http/received-visit";
import { sessionRoute } from "@/lib/http/session-route";

/** The visit that this project received last, for the panel that waits for the first one. */
export const GET = sessionRoute<{ project: string }>("install:read", async ({ ctx, params }) => ({
  latest: await receivedVisit(ctx, linksOf(params.project)),
}));
