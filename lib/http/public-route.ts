import { unstable_rethrow } from "next/navigation";
import type { NextRequest } from "next/server";
import { withRequestId } from "../core/log";
import { problemResponse, publicError } from "./problem";
import { requestIdOf } from "./request";

type Work<Params> = { request: NextRequest; params: Params; requestId: string };

/** A door without a session: whatever is thrown becomes a problem document with the request's id. */
export function publicRoute<Params = Record<string, never>>(run: (work: Work<Params>) => Promise<Response>) {
  return async (request: NextRequest, context: { params: Promise<Params> }): Promise<Response> => {
    const requestId = requestIdOf(request.headers);
    return withRequestId(requestId, async () => {
      try {
        return await run({ request, params: await context.params, requestId });
      } catch (error) {
        unstable_rethrow(error);
        return problemResponse(publicError(error, requestId), requestId);
      }
    });
  };
}
