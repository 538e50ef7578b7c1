import type { NextRequest } from "next/server";
import { requirePermission } from "../core/command";
import type { Ctx } from "../core/ctx";
import { AppError } from "../core/errors";
import type { Permission } from "../core/permissions";
import { publicRoute } from "./public-route";
import { findProjectCtx } from "./session";

type Work<Params> = { ctx: Ctx; request: NextRequest; params: Params };

/** JSON for the console's own client leaves, or a file: GET only, so nothing changes, and only for pages of this origin. */
export function sessionRoute<Params extends { project: string }>(
  permission: Permission,
  run: (work: Work<Params>) => Promise<unknown>,
) {
  return publicRoute<Params>(async ({ request, params }) => {
    const site = request.headers.get("sec-fetch-site");
    if (site !== null && site !== "same-origin" && site !== "none")
      throw new AppError("forbidden", "Only pages of this console may ask this.");
    const gate = await findProjectCtx(params.project);
    if (!gate) throw new AppError("not_found", "There is no such project, or you are signed out.");
    requirePermission(gate.ctx, permission);
    const answer = await run({ ctx: gate.ctx, request, params });
    if (answer instanceof Response) return answer;
    return Response.json(answer, {
      headers: { "cache-control": "no-store" },
    });
  });
}
