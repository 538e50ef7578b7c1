import { sessionRoute } from "@/lib/http/session-route";
import { getSupportAction } from "@/lib/support/queries";

/** Whether the gateway has confirmed it. */
export const GET = sessionRoute<{ project: string; action: string }>(
  "billing:read",
  async ({ ctx, params }) => {
    const { state } = await getSupportAction(ctx, params.action);
    return { state };
  },
);
