import { AppError } from "@/lib/core/errors";
import { jsonFileResponse } from "@/lib/http/file-response";
import { sessionRoute } from "@/lib/http/session-route";
import { getErasure } from "@/lib/privacy/queries";

export const GET = sessionRoute<{ project: string; erasure: string }>(
  "customers:read",
  async ({ ctx, params }) => {
    const { receipt } = await getErasure(ctx, params.erasure);
    if (!receipt) throw new AppError("not_found", "There is no receipt yet: the erasure is not done.");
    return jsonFileResponse(receipt, `receipt-${params.erasure}.json`);
  },
);
