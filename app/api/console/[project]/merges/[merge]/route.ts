import { sessionRoute } from "@/lib/http/session-route";
import { previewUnmerge } from "@/lib/identity/queries";

/** What undoing a merge would leave with whom. */
export const GET = sessionRoute<{ project: string; merge: string }>("customers:merge", ({ ctx, params }) =>
  previewUnmerge(ctx, params.merge),
);
